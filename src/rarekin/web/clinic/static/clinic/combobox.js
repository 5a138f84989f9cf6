// Makes a box with suggestions a combobox: arrows choose, Enter takes, Escape closes. The list is
// filled by htmx; without scripts the box stays a plain one beside its button.
(() => {
  const ready = (root) => {
    for (const part of root.querySelectorAll("[data-combobox]")) {
      const box = part.querySelector("input");
      const list = part.querySelector(".options");
      const status = part.querySelector("[role=status]");
      let chosen = -1;

      box.setAttribute("role", "combobox");
      box.setAttribute("aria-autocomplete", "list");
      box.setAttribute("aria-controls", list.id);
      list.setAttribute("role", "listbox");

      const options = () => [...list.querySelectorAll("[role=option]")];
      const show = (open) => {
        list.hidden = !open;
        box.setAttribute("aria-expanded", String(open));
        if (!open) choose(-1);
      };
      const choose = (index) => {
        chosen = index;
        options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
        const option = options()[index];
        if (option) {
          box.setAttribute("aria-activedescendant", option.id);
          option.scrollIntoView({ block: "nearest" });
        } else {
          box.removeAttribute("aria-activedescendant");
        }
      };
      const take = (option) => {
        const term = document.createElement("input");
        term.type = "hidden";
        term.name = "choose";
        term.value = option.dataset.term;
        box.value = "";
        box.form.append(term);
        box.form.requestSubmit(part.querySelector("button"));
      };

      show(false);
      list.addEventListener("htmx:afterSwap", () => {
        const said = list.querySelector("[data-said]");
        status.textContent = said ? said.content.textContent : "";
        show(options().length > 0 && box.value.trim() !== "" && document.activeElement === box);
      });
      box.addEventListener("input", () => choose(-1));
      box.addEventListener("keydown", (event) => {
        const n = options().length;
        if (event.key === "Escape" && !list.hidden) {
          show(false);
        } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && n) {
          event.preventDefault();
          if (list.hidden) show(true);
          const step = event.key === "ArrowDown" ? 1 : -1;
          choose(chosen < 0 ? (step > 0 ? 0 : n - 1) : (chosen + step + n) % n);
        } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
          event.preventDefault();
          take(options()[chosen]);
        } else if (event.key === "Tab") {
          show(false);
        }
      });
      list.addEventListener("pointerdown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) take(option);
      });
      box.addEventListener("blur", () => show(false));
    }
  };
  ready(document);
  document.addEventListener("rarekin:shown", (event) => ready(event.target));
})();
