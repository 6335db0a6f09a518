/**
 * The words of a page, one typed module for each language and area: a German word that is missing does not compile.
 * Only the reader's language is loaded.
 */

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const isLanguage = (value: string | null | undefined): value is Language => value === "en" || value === "de";

/** What the address says, else what was chosen here, else the browser's language, else English. */
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLanguage(asked)) return asked;
  let kept: string | null = null;
  try {
    kept = localStorage.getItem("docket-language");
  } catch {
    // Not kept, then.
  }
  if (isLanguage(kept)) return kept;
  const mine = navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage);
  return mine ?? "en";
}

/** Keeps another language, and loads the page in it. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem("docket-language", language);
  } catch {
    // The address says it, then.
  }
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  if (chosenLanguage() !== language) address.searchParams.set("lang", language);
  location.assign(address);
  if (address.href === location.href) location.reload();
}

/** Loads an area's words: `await words({ en: () => import("./en/desk"), de: () => import("./de/desk") })`. */
export async function load<W>(sources: Record<Language, () => Promise<{ default: W }>>): Promise<W> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  return (await sources[language]()).default;
}
