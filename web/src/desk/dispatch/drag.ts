/** Dragging of orders. It is extra: menus and keys do the same, so that nothing here needs a pointer that can drag. */
import { type DragEvent, useState } from "react";

/** An order on its way, and where it comes from: a batch's id, the new batch, or what waits. */
export interface Dragged {
  order: string;
  from: string;
}

export const DRAFT = "draft";
export const WAITING = "waiting";

// What is dragged cannot be read from the event until it is dropped.
let dragged: Dragged | null = null;

export const dragProps = (order: string, from: string) => ({
  draggable: true,
  onDragStart: (event: DragEvent) => {
    dragged = { order, from };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", order);
  },
  onDragEnd: () => {
    dragged = null;
  },
});

/** What takes orders in. `over` while one is above it. */
export function useDrop(onDrop: (dragged: Dragged) => void, takes: boolean) {
  const [over, setOver] = useState(false);
  return {
    over,
    props: {
      onDragOver: (event: DragEvent) => {
        if (dragged === null || !takes) return;
        event.preventDefault();
        // The innermost one takes it.
        event.stopPropagation();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (dragged === null || !takes) return;
        event.preventDefault();
        event.stopPropagation();
        onDrop(dragged);
        dragged = null;
      },
    },
  };
}
