/** The kitchen's keys: 1 to 9 choose a ticket, Space makes its next transition. The host of pending changes handles `u`. */
import { useEffect } from "react";
import { isTyping } from "../shell/header";
import { useSingleKeys } from "../shell/switches";

export interface KitchenKeys {
  /** The tickets in the order of their numbers. */
  ids: readonly string[];
  chosen: string | null;
  choose: (id: string) => void;
  next: (id: string) => void;
}

export function useKitchenKeys({ ids, chosen, choose, next }: KitchenKeys): void {
  const on = useSingleKeys();
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (/^[1-9]$/.test(event.key)) {
        const id = ids[Number(event.key) - 1];
        if (id === undefined) return;
        event.preventDefault();
        choose(id);
      } else if (event.key === " " && chosen !== null && !presses(event.target)) {
        event.preventDefault();
        next(chosen);
      }
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [on, ids, chosen, choose, next]);
}

/** Whether Space already has a function on this element. */
const presses = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, a, input, dialog, [role=menu]") !== null;
