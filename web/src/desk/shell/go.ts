/** `g` and then a letter goes to a page of the desk. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useDesk } from "../desk-context";
import { PAGES } from "../pages";
import { isTyping } from "./header";
import { singleKeys } from "./switches";

/** The longest wait for the letter after `g`, in milliseconds. */
const TOGETHER = 1_500;

export function useGoKeys(): void {
  const navigate = useNavigate();
  const desk = useDesk();
  useEffect(() => {
    let since = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      if (!singleKeys.get() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const page = PAGES.find(({ key, shown }) => key === event.key && shown(desk));
      if (page && event.timeStamp - since < TOGETHER) {
        event.preventDefault();
        void navigate({ to: page.path });
      }
      since = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [navigate, desk]);
}
