/** The two choices that every page offers: language and theme. */
import { chooseLanguage, chosenLanguage, LANGUAGES, type Language } from "~/words";
import { Icon } from "./icon";

export function LanguageSwitch({ label }: { label: string }) {
  return (
    <span className="select">
      <label className="out-of-sight" htmlFor="language">
        {label}
      </label>
      <select
        id="language"
        value={chosenLanguage()}
        onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}

/** theme.js, which runs before the first paint, listens for its clicks. */
export function ThemeSwitch({ label, className = "" }: { label: string; className?: string }) {
  return (
    <button
      className={`button button-quiet button-icon theme-switch ${className}`}
      type="button"
      data-theme-switch
      aria-label={label}
      title={label}
    >
      <Icon name="moon" className="when-light" />
      <Icon name="sun" className="when-dark" />
    </button>
  );
}
