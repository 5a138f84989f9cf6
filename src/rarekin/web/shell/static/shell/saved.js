// Keeps a page for reading without a connection, only where the reader asks for it.
(() => {
  const KEPT = "rarekin-saved";
  const PAGE = "text/html";
  if (!("caches" in window) || !navigator.serviceWorker) return;

  const isPage = (answer) => (answer?.headers.get("content-type") || "").startsWith(PAGE);
  const isList = (url) => new URL(url).pathname.endsWith("/saved");

  const wipe = async () => {
    await caches.delete(KEPT);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  };

  const fetched = async (url) => {
    // Without cookies: what is kept is the page everybody gets.
    const answer = await fetch(url, { credentials: "omit", cache: "reload" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };

  const parts = () =>
    [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]')].map(
      (part) => part.href || part.src,
    );

  const keep = async (page, list) => {
    const kept = await caches.open(KEPT);
    for (const url of new Set([page, list, ...parts()])) await kept.put(url, await fetched(url));
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
  };

  const pages = async () => {
    if (!(await caches.has(KEPT))) return [];
    const kept = await caches.open(KEPT);
    const found = [];
    for (const request of await kept.keys()) {
      const answer = await kept.match(request);
      if (!isPage(answer) || isList(request.url)) continue;
      const text = new DOMParser().parseFromString(await answer.text(), PAGE);
      found.push({ url: request.url, title: text.title.split(" · ")[0] });
    }
    return found.sort((a, b) => a.title.localeCompare(b.title));
  };

  const forget = async (url) => {
    const kept = await caches.open(KEPT);
    await kept.delete(url);
    if (!(await pages()).length) await wipe();
  };

  const here = location.origin + location.pathname;
  for (const button of document.querySelectorAll("[data-save]")) {
    const show = async () => {
      const isKept = (await pages()).some((page) => page.url === here);
      button.setAttribute("aria-pressed", String(isKept));
      button.hidden = false;
    };
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        if (button.getAttribute("aria-pressed") === "true") await forget(here);
        else await keep(here, new URL(button.dataset.save, location.href).href);
      } finally {
        button.disabled = false;
        await show();
      }
    });
    show();
  }

  const list = document.querySelector("[data-saved]");
  const fill = async () => {
    const found = await pages();
    list.replaceChildren(
      ...found.map(({ url, title }) => {
        const row = document.getElementById("saved-row").content.cloneNode(true);
        const link = row.querySelector("a");
        link.href = url;
        link.textContent = title;
        const button = row.querySelector("button");
        button.querySelector("span").textContent = `: ${title}`;
        button.addEventListener("click", async () => {
          await forget(url);
          await fill();
          document.getElementById("saved-h").focus();
        });
        return row;
      }),
    );
    document.getElementById("saved-none").hidden = found.length > 0;
    document.getElementById("saved-all").hidden = found.length === 0;
  };
  if (list) {
    fill();
    document.getElementById("saved-all").addEventListener("click", async () => {
      await wipe();
      await fill();
      document.getElementById("saved-h").focus();
    });
  }
})();
