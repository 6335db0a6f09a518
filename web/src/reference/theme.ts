/**
 * Scalar takes its theme from a class of the body, and by itself follows the system. What was chosen with Docket's switch
 * (`theme.ts`) goes before the system.
 */
export function followTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const apply = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    const { classList } = document.body;
    // Setting a class that is there already would call the observer again.
    if (classList.contains("dark-mode") !== dark) classList.toggle("dark-mode", dark);
    if (classList.contains("light-mode") === dark) classList.toggle("light-mode", !dark);
  };
  const observer = new MutationObserver(apply);
  observer.observe(root, { attributeFilter: ["data-theme"] });
  observer.observe(document.body, { attributeFilter: ["class"] });
  apply();
}
