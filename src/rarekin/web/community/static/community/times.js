// Says moments by the reader's own clock; without scripts they stand in UTC.
for (const moment of document.querySelectorAll("main time[datetime*='T']")) {
  const at = new Date(moment.getAttribute("datetime"));
  if (Number.isNaN(at.getTime())) continue;
  moment.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}
