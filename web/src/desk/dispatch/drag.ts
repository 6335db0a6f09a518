/** Dragging of orders. Menus and keys have the same effects, so dragging is optional. */
import { type DragEvent, useState } from "react";

/** A dragged order, and its origin: a batch's id, the new batch, or the waiting orders. */
export interface Dragged {
  order: string;
  from: string;
}

export const DRAFT = "draft";
export const WAITING = "waiting";

// The data of the event cannot be read until the drop.
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

/** A drop target for orders. `over` while one is above it. */
export function useDrop(onDrop: (dragged: Dragged) => void, takes: boolean) {
  const [over, setOver] = useState(false);
  return {
    over,
    props: {
      onDragOver: (event: DragEvent) => {
        if (dragged === null || !takes) return;
        event.preventDefault();
        // The innermost target takes it.
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
