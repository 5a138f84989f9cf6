// Keeps unsent words while their tab is open, in this browser only; they go when they are sent,
// when the tab is closed, and at sign-out, which empties what the site stored.
(() => {
  const field = document.querySelector("textarea[data-draft]");
  if (!field) return;
  const key = `draft:${field.dataset.draft}`;
  try {
    if (!field.value) field.value = sessionStorage.getItem(key) || "";
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
    field.form.addEventListener("submit", () => sessionStorage.removeItem(key));
  } catch {
    // A browser that stores nothing keeps nothing: the page works all the same.
  }
})();
