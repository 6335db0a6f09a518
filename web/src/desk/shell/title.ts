import { useEffect } from "react";

/** The title of the tab while a component shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
