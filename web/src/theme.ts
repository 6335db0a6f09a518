/**
 * Switches the theme, and the size of type in the kitchen. Without a choice the system's setting decides.
 * `?theme=dark` and `?size=large` in the address do the same, for pictures and tests. It is a plain script that runs
 * before the first paint, so that no page flashes in the other theme.
 */
(() => {
  const root = document.documentElement;
  const address = new URLSearchParams(location.search);
  const allowed = { theme: ["light", "dark"], size: ["normal", "large"] };
  type What = keyof typeof allowed;

  const read = (what: What) => {
    try {
      return localStorage.getItem(`docket-${what}`);
    } catch {
      return null;
    }
  };
  const set = (what: What, value: string | null) => {
    if (value !== null && allowed[what].includes(value)) root.dataset[what] = value;
  };
  const choose = (what: What, value: string) => {
    set(what, value);
    try {
      localStorage.setItem(`docket-${what}`, value);
    } catch {
      // Then the choice is not stored.
    }
  };

  for (const what of ["theme", "size"] as const) set(what, address.get(what) ?? read(what));

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-theme-switch]")) {
      const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      choose("theme", (root.dataset.theme ?? system) === "dark" ? "light" : "dark");
    }
    if (target.closest("[data-size-switch]")) {
      choose("size", root.dataset.size === "large" ? "normal" : "large");
    }
  });
})();
