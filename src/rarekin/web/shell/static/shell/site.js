// Only smooths: every page works without this file.
(() => {
  const leave = document.querySelector("[data-quick-exit]");
  const go = (event) => {
    event?.preventDefault();
    // What was saved for reading without a connection, and what was sent, goes as well.
    window.caches?.delete("rarekin-saved");
    window.sessionStorage?.clear();
    navigator.serviceWorker?.getRegistration("/").then((worker) => worker?.unregister());
    document.documentElement.hidden = true;
    window.location.replace(leave.href);
  };
  leave?.addEventListener("click", go);

  // Escape three times in a row leaves as well.
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !leave) return;
    presses = [...presses.filter((t) => event.timeStamp - t < 1500), event.timeStamp];
    if (presses.length >= 3) go();
  });

  // Also for what takes the place of a part of the page later.
  const ready = (root) => {
    for (const button of root.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };
  ready(document);
  document.addEventListener("rarekin:shown", (event) => ready(event.target));

  // A link to something folded away unfolds it.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const parts = [];
    for (let part = target?.closest("details"); part; part = part.parentElement.closest("details")) {
      parts.push(part);
    }
    for (const part of parts) part.open = true;
    if (parts.length) target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  // Paper shows what is folded away on the screen.
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      folded.push(part);
      part.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
  });
})();
