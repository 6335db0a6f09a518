/** The bell in the bar of the sellers' and drivers' pages: the number of unread entries, and its panel. */
import "./bell.css";
import { useEffect, useRef, useState } from "react";
import { useLoaded } from "~/lib/loaded";
import { useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { follow, notifications, type Source } from "./feed";

const PANEL = "notifications";

interface Props extends Source {
  /** The seller's time zone, in which the times are shown. */
  zone: string;
}

export function Bell({ session, sellerId, beats, zone }: Props) {
  const { unread } = useStore(notifications);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(
    () => follow({ session, beats, ...(sellerId !== undefined && { sellerId }) }),
    [session, sellerId, beats],
  );
  const loaded = useLoaded(() => import("./panel"), open);
  const shown = unread > 99 ? "99+" : String(unread);
  return (
    <>
      <button
        ref={button}
        className="button button-quiet button-icon bell"
        type="button"
        popoverTarget={PANEL}
        aria-label={unread > 0 ? w.header.unread(shown) : w.header.notifications}
        title={w.header.notifications}
        aria-expanded={open}
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span className="count count-act bell-count" aria-hidden="true">
            {shown}
          </span>
        )}
      </button>
      <div
        ref={panel}
        id={PANEL}
        className="bell-panel"
        popover="auto"
        role="dialog"
        tabIndex={-1}
        aria-label={w.header.notifications}
        onToggle={({ newState, currentTarget }) => {
          setOpen(newState === "open");
          if (newState === "open") currentTarget.focus();
          // A click elsewhere takes the focus with it; otherwise the focus returns to the bell.
          else if (currentTarget.contains(document.activeElement) || document.activeElement === document.body)
            button.current?.focus();
        }}
      >
        {open && loaded && (
          <loaded.Panel
            zone={zone}
            drives={sellerId === undefined}
            close={() => panel.current?.hidePopover()}
          />
        )}
      </div>
    </>
  );
}
