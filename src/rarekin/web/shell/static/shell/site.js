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

  // A page in another language than the browser asks for offers that one, in its own words. The
  // page is the same for everybody and nothing is sent: who shares or stores it shares no
  // language. What was chosen is remembered in this tab only.
  const tab = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  })();
  const languages = [...document.querySelectorAll(".site-foot a[hreflang]")];
  const settle = () => tab?.setItem("rarekin-language", "chosen");
  for (const link of languages) link.addEventListener("click", settle);
  const wished = () => {
    for (const wish of navigator.languages ?? []) {
      const code = wish.toLowerCase().split("-")[0];
      if (code === document.documentElement.lang) return null;
      const link = languages.find((each) => each.hreflang === code && each.dataset.offer);
      if (link) return link;
    }
    return null;
  };
  const wish = tab?.getItem("rarekin-language") ? null : wished();
  if (wish) {
    const line = document.createElement("p");
    const there = document.createElement("a");
    const stay = document.createElement("button");
    line.className = "offer";
    line.lang = wish.lang;
    line.dir = wish.lang === "ar" ? "rtl" : "ltr";
    there.href = wish.getAttribute("href") + window.location.search;
    there.hreflang = wish.hreflang;
    there.textContent = wish.dataset.offer;
    there.addEventListener("click", settle);
    stay.type = "button";
    stay.className = "btn quiet small";
    stay.textContent = wish.dataset.stay;
    stay.addEventListener("click", () => {
      settle();
      line.remove();
    });
    line.append(there, stay);
    document.getElementById("content")?.before(line);
  }

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
