import sprite from "./icons.svg?url&no-inline";

/** The names of icons.svg, grouped as they are used. */
export type IconName =
  | "orders"
  | "kitchen"
  | "dispatch"
  | "products"
  | "voucher"
  | "templates"
  | "reports"
  | "members"
  | "settings"
  | "shop"
  | "unverified"
  | "new"
  | "accepted"
  | "working"
  | "ready"
  | "moving"
  | "done"
  | "cancelled"
  | "rejected"
  | "warning"
  | "search"
  | "bell"
  | "sound"
  | "muted"
  | "check"
  | "cross"
  | "plus"
  | "minus"
  | "more"
  | "filter"
  | "print"
  | "download"
  | "call"
  | "message"
  | "pin"
  | "note"
  | "edit"
  | "split"
  | "merge"
  | "refund"
  | "undo"
  | "reload"
  | "copy"
  | "link"
  | "forward"
  | "play"
  | "pause"
  | "drag"
  | "flag"
  | "up"
  | "down"
  | "right"
  | "next"
  | "clock"
  | "late"
  | "cash"
  | "card"
  | "cart"
  | "bike"
  | "parcel"
  | "home"
  | "user"
  | "lock"
  | "image"
  | "bolt"
  | "database"
  | "mail"
  | "code"
  | "pulse"
  | "globe"
  | "help"
  | "info"
  | "list"
  | "board"
  | "table"
  | "columns"
  | "full"
  | "sun"
  | "moon"
  | "live"
  | "offline"
  | "signout"
  | "calendar";

/** An icon beside a word of equal meaning: screen readers skip it. `size` 16 is for small print. */
export function Icon({ name, size, className }: { name: IconName; size?: 16; className?: string }) {
  const classes = ["icon", size && `icon-${size}`, className].filter(Boolean).join(" ");
  return (
    <svg className={classes} aria-hidden="true">
      <use href={`${sprite}#i-${name}`} />
    </svg>
  );
}

/** Docket's mark: a slip that hangs from a bar. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M1 3h22v3H1z" fill="currentColor" />
      <path d="M5 7h14v13l-2.33-2.2L14.33 20 12 17.8 9.67 20l-2.34-2.2L5 20z" fill="currentColor" />
      <path d="M8 10.5h8M8 14h5" stroke="var(--mark-line, #fff)" style={{ strokeWidth: 1.8 }} fill="none" />
    </svg>
  );
}
