/**
 * A button that opens a panel below itself: the browser's own popover, closed by Esc and by a click elsewhere. The panel
 * is rendered outside of the button's row, which would lay it out as one of its entries.
 */
import { type ReactNode, useId, useRef, useState } from "react";
import { createPortal, flushSync } from "react-dom";

/** Space between the panel and the edge of the window. */
const EDGE = 8;

export function Popover({
  button,
  className,
  label,
  title,
  wide = false,
  onOpen,
  children,
}: {
  button: ReactNode;
  className: string;
  /** The name of the panel, and of the button where that is an icon. */
  label: string;
  title?: string;
  wide?: boolean;
  onOpen?: (open: boolean) => void;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const place = () => {
    if (!anchor.current || !panel.current) return;
    const at = anchor.current.getBoundingClientRect();
    const { offsetWidth: width } = panel.current;
    const left = Math.max(EDGE, Math.min(at.left, innerWidth - width - EDGE));
    panel.current.style.setProperty("--left", `${left}px`);
    panel.current.style.setProperty("--top", `${at.bottom + 4}px`);
  };
  return (
    <>
      <button
        ref={anchor}
        className={className}
        type="button"
        popoverTarget={id}
        aria-label={title}
        title={title}
        aria-haspopup="dialog"
      >
        {button}
      </button>
      {createPortal(
        <div
          ref={panel}
          id={id}
          popover="auto"
          role="dialog"
          aria-label={label}
          className={`panel-below${wide ? " panel-wide" : ""}`}
          // Rendered before it is shown, so that its width is known when it is placed.
          onBeforeToggle={(event) => flushSync(() => setOpen(event.newState === "open"))}
          onToggle={(event) => {
            place();
            onOpen?.(event.newState === "open");
          }}
        >
          {open && (typeof children === "function" ? children(() => panel.current?.hidePopover()) : children)}
        </div>,
        document.body,
      )}
    </>
  );
}
