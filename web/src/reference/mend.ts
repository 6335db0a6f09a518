/**
 * Mends what Scalar's markup (1.46) lacks for those who hear the page or use the keyboard: names of buttons that show an
 * icon alone, the state of the side bar's entries, landmarks that are too many, and lists and code that scroll. Its
 * elements come and go, so this runs whenever they change.
 */

/** Names for buttons that have none, by what they match; the first that matches names it. */
const NAMES: [string, string][] = [
  ["[role=search]", "Search"],
  [".code-copy, [class*=copy-button]", "Copy"],
  [".client-libraries__select", "More client libraries"],
];

function mend(root: ParentNode): void {
  for (const [selector, name] of NAMES) {
    for (const button of root.querySelectorAll(`button:is(${selector}):not([aria-label])`)) {
      button.setAttribute("aria-label", name);
    }
  }
  for (const button of root.querySelectorAll("button[role=search]")) button.removeAttribute("role");
  for (const button of root.querySelectorAll("button[aria-selected]:not([role])")) {
    if (button.getAttribute("aria-selected") === "true") button.setAttribute("aria-current", "location");
    else button.removeAttribute("aria-current");
    button.removeAttribute("aria-selected");
  }
  // Two landmarks for every operation, all with the same names.
  for (const card of root.querySelectorAll(".scalar-card[role=region]")) card.removeAttribute("role");
  for (const part of root.querySelectorAll(":is(ul.endpoints, pre > code):not([tabindex])")) {
    part.setAttribute("tabindex", "0");
  }
}

export function keepMended(root: HTMLElement): void {
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mend(root);
    });
  };
  const attributeFilter = ["aria-selected", "role"];
  new MutationObserver(ask).observe(root, { childList: true, subtree: true, attributeFilter });
  ask();
}
