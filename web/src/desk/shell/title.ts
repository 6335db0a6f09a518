import { useEffect } from "react";

/** The title of the tab while a component is rendered. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
