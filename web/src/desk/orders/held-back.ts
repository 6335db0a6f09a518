/** New orders do not move the list while it is read: they wait above it unless it is scrolled to its top. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "~/lib/store";
import { book } from "../open-orders/row-book";
import type { OrderRow } from "../open-orders/types";

/** The distance from the top within which new orders may appear. */
const TOP = 24;

const scrollers = () => document.querySelectorAll<HTMLElement>("#main, [data-scroller]");

const isAtTop = (): boolean => scrollY <= TOP && [...scrollers()].every(({ scrollTop }) => scrollTop <= TOP);

export interface HeldBack {
  rows: OrderRow[];
  held: number;
  show: () => void;
}

/** `list` changes with the filters: nothing of a new list was read yet. */
export function useHeldBack(rows: OrderRow[], list: string): HeldBack {
  const { arrived } = useStore(book.state);
  const shown = useRef({ list, arrived });
  const [, again] = useState(0);
  if (shown.current.list !== list || isAtTop()) shown.current = { list, arrived };
  const known = shown.current.arrived;
  const { visible, held } = useMemo(() => {
    if (known === arrived) return { visible: rows, held: 0 };
    const visible = rows.filter((row) => row.phase !== "open" || !arrived.has(row.id) || known.has(row.id));
    return { visible, held: rows.length - visible.length };
  }, [rows, arrived, known]);
  const release = useCallback(() => {
    shown.current = { list: shown.current.list, arrived: book.state.get().arrived };
    again((count) => count + 1);
  }, []);
  useEffect(() => {
    if (held === 0) return;
    const scrolled = () => isAtTop() && release();
    addEventListener("scroll", scrolled, { capture: true, passive: true });
    return () => removeEventListener("scroll", scrolled, { capture: true });
  }, [held, release]);
  const show = useCallback(() => {
    release();
    scrollTo({ top: 0 });
    for (const scroller of scrollers()) scroller.scrollTo({ top: 0 });
  }, [release]);
  return { rows: visible, held, show };
}
