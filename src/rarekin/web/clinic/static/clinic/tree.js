// A tree wider than the screen opens at the person it is about, not at its left edge.
// Without this file it is moved there with a finger.
(() => {
  const show = () => {
    for (const tree of document.querySelectorAll(".tree")) {
      const person = tree.querySelector(".pedigree-asked") || tree.querySelector(".pedigree-person");
      if (!person || tree.scrollWidth <= tree.clientWidth) continue;
      const [at, frame] = [person.getBoundingClientRect(), tree.getBoundingClientRect()];
      tree.scrollLeft += at.left + at.width / 2 - frame.left - frame.width / 2;
      tree.scrollTop += at.top + at.height / 2 - frame.top - frame.height / 2;
    }
  };
  document.addEventListener("rarekin:shown", show);
  document.addEventListener("change", (event) => event.target.name === "zoom" && show());
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", show) : show();
})();
