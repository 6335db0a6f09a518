/**
 * A panel at the button that opened it; a sheet at the foot of the page on a phone. It is the browser's popover, but a
 * click beside it does not close it, so that no typed value is lost.
 */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Space between the panel and the edge of the window. */
const EDGE = 8;
/** How far the panel reaches beyond the end of its button. */
const BEYOND = 8;

export function Panel({
  opener,
  labelledBy,
  closable,
  onClose,
  children,
}: {
  opener: RefObject<HTMLElement | null>;
  labelledBy: string;
  /** Whether a click beside it closes it. */
  closable: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const shown = panel.current;
    const button = opener.current;
    if (!shown || !button) return;
    shown.showPopover();
    const put = () => place(shown, button);
    put();
    const resized = new ResizeObserver(put);
    resized.observe(shown);
    addEventListener("resize", put);
    // It moves with everything that scrolls below it.
    addEventListener("scroll", put, { capture: true, passive: true });
    return () => {
      resized.disconnect();
      removeEventListener("resize", put);
      removeEventListener("scroll", put, { capture: true });
      if (document.activeElement === null || document.activeElement === document.body) button.focus();
    };
  }, [opener]);
  useEffect(() => {
    if (!closable) return;
    const press = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || panel.current?.contains(target) || opener.current?.contains(target))
        return;
      onClose();
    };
    addEventListener("pointerdown", press);
    return () => removeEventListener("pointerdown", press);
  }, [closable, onClose, opener]);
  return (
    <section
      ref={panel}
      className="adjust"
      popover="manual"
      role="dialog"
      aria-labelledby={labelledBy}
      onKeyDown={(event) => {
        // The page's keyboard shortcuts do not act on keys that are typed here.
        event.stopPropagation();
        if (event.key === "Escape") onClose();
      }}
    >
      {children}
    </section>
  );
}

/** Below its button and aligned with its end; beside it where there is no room below. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const lowest = innerHeight - height - EDGE;
  const below = at.bottom + EDGE;
  const beside = below > lowest;
  const left = beside ? at.left - width - BEYOND : at.right + BEYOND - width;
  panel.style.setProperty("--left", `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`);
  panel.style.setProperty("--top", `${Math.max(EDGE, Math.min(below, lowest))}px`);
  panel.classList.toggle("adjust-beside", beside);
}
