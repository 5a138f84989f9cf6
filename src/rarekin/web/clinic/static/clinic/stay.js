// Back shows a page of answers again, and another language keeps what was typed. What was sent is
// kept in this tab only (sessionStorage), for half an hour at most; leaving quickly wipes it.
// Without this file the browser asks before it sends a form again.
(() => {
  const KEPT = "rarekin-sent:";
  const NEXT = "rarekin-next";
  const CARRIED = "rarekin-carried";
  const HALF_AN_HOUR = 30 * 60 * 1000;
  const MOST = 20;
  let isAnswer = document.currentScript.hasAttribute("data-posted");
  const store = window.sessionStorage;

  const take = (name) => {
    const text = store.getItem(name);
    if (!text) return null;
    const value = JSON.parse(text);
    return Date.now() - value.at < HALF_AN_HOUR ? value : null;
  };
  const put = (name, value) => store.setItem(name, JSON.stringify({ ...value, at: Date.now() }));
  const kept = () => Object.keys(store).filter((name) => name.startsWith(KEPT));
  const tidy = () => {
    for (const name of kept()) if (!take(name)) store.removeItem(name);
    const left = kept().sort((a, b) => take(a).at - take(b).at);
    for (const name of left.slice(0, Math.max(0, left.length - MOST))) store.removeItem(name);
  };
  const fieldsOf = (form, submitter) =>
    [...new FormData(form, submitter)].filter(([, value]) => typeof value === "string");

  // The answer of a post, in the place of this page: its address and its place in the history
  // stay. Only the content is replaced, so that leaving quickly goes on working, and no script
  // of the answer runs.
  const show = async (body) => {
    const answer = await fetch(location.pathname + location.search, {
      method: "POST",
      body: new URLSearchParams(body),
      cache: "no-store",
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = document.adoptNode(page.getElementById("content"));
    document.getElementById("content").replaceWith(content);
    document.title = page.title;
    isAnswer = true;
    window.htmx?.process(content);
    content.dispatchEvent(new Event("rarekin:shown", { bubbles: true }));
  };

  // Only Back, Forward and Reload bring an answer back; a link to the same address begins anew.
  const isReturn = ["back_forward", "reload"].includes(
    performance.getEntriesByType("navigation")[0]?.type,
  );

  const start = () => {
    if (!isAnswer && !isReturn) history.replaceState(null, "", location.href);
    const sent = store.getItem(NEXT);
    store.removeItem(NEXT);
    if (isAnswer && sent) {
      // From here on this entry of the history is an ordinary one, which Back may load again.
      history.replaceState({ sent }, "", location.href);
    }
    const key = history.state?.sent;
    const carried = take(CARRIED);
    const isCarried = carried?.path === location.pathname;
    if (!isAnswer && isCarried && carried.body) {
      store.removeItem(CARRIED);
      return show(carried.body).then(() => fill(carried.fields));
    }
    const again = key && !isAnswer ? take(KEPT + key) : null;
    if (again) return show(again.body);
    store.removeItem(CARRIED);
    const typed = history.state?.typed && take(KEPT + history.state.typed);
    if (isCarried) fill(carried.fields);
    else if (typed) fill(typed.body);
  };

  const fill = (fields) => {
    const main = document.getElementById("content");
    const given = new Map();
    for (const [name, value] of fields) given.set(name, [...(given.get(name) || []), value]);
    for (const box of main.querySelectorAll("input[name], select[name], textarea[name]")) {
      const values = given.get(box.name);
      if (!values || box.type === "hidden" || box.type === "file") continue;
      if (box.type === "radio" || box.type === "checkbox") box.checked = values.includes(box.value);
      else box.value = values.shift() ?? box.value;
      const folded = box.value && box.closest("details");
      if (folded && box.defaultValue !== box.value) folded.open = true;
    }
  };

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || form.enctype.startsWith("multipart")) return;
    if (submitter?.hasAttribute("data-download")) return;
    const key = crypto.randomUUID();
    try {
      put(KEPT + key, { body: fieldsOf(form, submitter) });
      store.setItem(NEXT, key);
      // Back to this page shows what was typed here.
      history.replaceState({ ...history.state, typed: key }, "", location.href);
      tidy();
    } catch {
      store.removeItem(NEXT); // no room, or no storage: the browser asks before it sends again
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    const main = document.getElementById("content");
    if (!link || !main) return;
    const fields = [...main.querySelectorAll("form[method=post]")].flatMap((form) => fieldsOf(form));
    const key = history.state?.sent;
    const body = isAnswer && key ? take(KEPT + key)?.body : null;
    put(CARRIED, { path: new URL(link.href).pathname, fields, body });
  });

  start();
})();
