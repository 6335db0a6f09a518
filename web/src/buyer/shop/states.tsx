/** States of waiting: for a response, and for a connection. */
import { type ReactNode, useEffect, useState } from "react";
import { useLate } from "~/lib/loaded";

/** Shows a placeholder only when loading takes a while. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  return useLate() ? children : null;
}

/** Whether the browser is online. */
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
