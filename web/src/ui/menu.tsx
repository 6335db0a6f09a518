/**
 * A button that opens a menu, on the browser's own popover: it is above everything, and closes by Esc, by a click
 * elsewhere, and after an entry was chosen. Arrow keys move, a letter finds an entry. A denied entry is shown with its
 * reason, so that people learn why.
 */
import "./menu.css";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { placeAfter } from "./field";
import { Icon, type IconName } from "./icon";

export interface MenuEntry {
  key: string;
  label: string;
  icon?: IconName | undefined;
  danger?: boolean;
  /** Why the action is denied now. */
  denied?: string | undefined;
  run: () => void;
}

export interface MenuProps {
  /** The button's name. */
  label: string;
  /** The content of the button. */
  children: ReactNode;
  className?: string;
  /** Absent while they are read. */
  entries: readonly MenuEntry[] | Later;
}

/** A component that determines the entries once the menu is open. */
export type Later = (show: (entries: readonly MenuEntry[]) => ReactNode) => ReactNode;

export function Menu({ label, children, className = "button button-icon", entries }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const show = (found: readonly MenuEntry[]) => (
    <Open label={label} entries={found} opener={button} onClose={close} onLeave={() => setOpen(false)} />
  );
  return (
    <>
      <button
        ref={button}
        className={className}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-menu=""
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (typeof entries === "function" ? entries(show) : show(entries))}
    </>
  );
}

interface OpenProps {
  label: string;
  entries: readonly MenuEntry[];
  opener: { current: HTMLButtonElement | null };
  /** Closes it and returns the focus to its button. */
  onClose: () => void;
  /** Closes it because the focus went elsewhere. */
  onLeave: () => void;
}

function Open({ label, entries, opener, onClose, onLeave }: OpenProps) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const shown = entries.length > 0;
  useLayoutEffect(() => {
    const menu = list.current;
    if (!menu || !opener.current) return;
    if (!menu.matches(":popover-open")) menu.showPopover();
    if (shown) {
      place(menu, opener.current);
      entriesOf(menu)[0]?.focus();
    }
  }, [opener, shown]);
  useEffect(() => {
    // From the next click on, the button closes the menu, instead of closing and opening it again. The default action of this
    // click is still to come.
    const timer = setTimeout(() => {
      if (opener.current) opener.current.popoverTargetElement = list.current;
    });
    return () => clearTimeout(timer);
  }, [opener]);
  const key = (event: KeyboardEvent) => {
    // The page's keyboard shortcuts do not act while a menu is open.
    event.stopPropagation();
    const all = list.current ? entriesOf(list.current) : [];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to =
      event.key === "Tab"
        ? null
        : (placeAfter(event.key, now, all.length) ?? startingWith(all, event.key, now));
    if (event.key === "Escape" || event.key === "Tab") onClose();
    if (to === null && event.key !== "Escape") return;
    event.preventDefault();
    if (to !== null) all[to]?.focus();
  };
  return (
    <div
      ref={list}
      className="menu menu-open"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      aria-busy={!shown}
      onKeyDown={key}
      onToggle={(event) => event.newState === "closed" && onLeave()}
    >
      {entries.map((entry) => (
        <button
          key={entry.key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={entry.danger ? "is-bad" : undefined}
          aria-disabled={entry.denied !== undefined}
          aria-describedby={entry.denied === undefined ? undefined : `${id}-${entry.key}`}
          onClick={() => {
            if (entry.denied !== undefined) return;
            onClose();
            entry.run();
          }}
        >
          {(entry.denied !== undefined || entry.icon) && (
            <Icon name={entry.denied === undefined ? (entry.icon ?? "next") : "lock"} />
          )}
          <span>
            {entry.label}
            {entry.denied !== undefined && (
              <span className="hint" id={`${id}-${entry.key}`}>
                {entry.denied}
              </span>
            )}
          </span>
        </button>
      ))}
      {!shown && <span className="ghost menu-ghost" />}
    </div>
  );
}

const entriesOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];

/** The next entry that begins with a letter. */
function startingWith(all: readonly HTMLElement[], key: string, now: number): number | null {
  if (key.length !== 1 || key === " ") return null;
  const letter = key.toLowerCase();
  for (let step = 1; step <= all.length; step += 1) {
    const at = (now + step) % all.length;
    if (all[at]?.textContent?.trim().toLowerCase().startsWith(letter)) return at;
  }
  return null;
}

const GAP = 4;

/** Below its button and aligned with its end; above where there is no room, and always inside the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight / 2;
  const top = below ? at.bottom + GAP : at.top - GAP - height;
  menu.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  menu.style.left = `${Math.max(GAP, Math.min(at.right - width, innerWidth - width - GAP))}px`;
}
