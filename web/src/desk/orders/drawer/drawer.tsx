/**
 * An order beside the list, or as a page: what it is, what it holds, what happened, and all that can be done with it.
 * The focus comes in when it opens and goes back when it closes; the arrows walk the list behind.
 */
import "./drawer.css";
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef } from "react";
import { isTyping } from "../../shell/header";
import { goTo } from "../keys";

const Content = lazy(() => import("./content"));

export interface OrderDrawerProps {
  id: string;
  /** The list behind, in its order. */
  ids: readonly string[];
  onClose: () => void;
  /** Opens another one of the list. */
  onWalk: (id: string) => void;
  /** Whether it stands alone, as a page of its own. */
  page?: boolean;
}

export function OrderDrawer({ id, ids, onClose, onWalk, page = false }: OrderDrawerProps) {
  const title = useId();
  useFocusBack(id, page);
  const at = ids.indexOf(id);
  const walk = (by: number) => {
    const to = ids[at + by];
    if (to !== undefined) onWalk(to);
  };
  const key = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape" && !page) onClose();
    else if (step !== undefined && at >= 0) walk(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <aside className={`drawer${page ? " drawer-page" : ""}`} aria-labelledby={title} onKeyDown={key}>
      <Suspense>
        <Content
          id={id}
          titleId={title}
          place={at}
          count={ids.length}
          walk={walk}
          onClose={onClose}
          page={page}
        />
      </Suspense>
    </aside>
  );
}

/** The focus comes in with the content; when it closes, it goes back to the order in the list, or to what opened it. */
function useFocusBack(id: string, page: boolean): void {
  const shown = useRef(id);
  shown.current = id;
  useEffect(() => {
    if (page) return;
    const opener = document.activeElement;
    return () => {
      const link = document.querySelector<HTMLElement>(`.split-list a[href*="order=${shown.current}"]`);
      const back = link ?? (opener instanceof HTMLElement && opener.isConnected ? opener : null);
      back?.focus();
      // A list as wide as the window may have other rows in the page than beside the drawer.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) goTo(shown.current);
      });
    };
  }, [page]);
}
