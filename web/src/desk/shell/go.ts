/** `g` and then a letter goes to a page of the desk. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { isTyping } from "./header";
import { singleKeys } from "./switches";

const PAGES = { o: "/desk/orders", k: "/desk/kitchen" } as const;

/** How long after `g` the letter may come, in milliseconds. */
const TOGETHER = 1_500;

export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let since = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      if (!singleKeys.get() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const to = PAGES[event.key as keyof typeof PAGES];
      if (to && event.timeStamp - since < TOGETHER) {
        event.preventDefault();
        void navigate({ to });
      }
      since = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [navigate]);
}
