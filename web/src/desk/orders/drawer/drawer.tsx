/**
 * An order beside the list, or as a page: facts, items, history, and all actions. The focus moves in when it opens and
 * returns when it closes; the arrow keys move through the list behind it.
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
  /** Opens another order of the list. */
  onWalk: (id: string) => void;
  /** Whether it is a page of its own. */
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

/** Moves the focus in with the content; on closing, returns it to the order in the list, or to the opening control. */
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
      // The table without a drawer may render other rows than beside it.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) goTo(shown.current);
      });
    };
  }, [page]);
}
