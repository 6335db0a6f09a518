/** What the page waits for: an answer, and a network. */
import { type ReactNode, useEffect, useState } from "react";
import { useLate } from "~/lib/loaded";

/** Shows what will be there only when it takes a while. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  return useLate() ? children : null;
}

/** Whether the browser has a network. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return online;
}
