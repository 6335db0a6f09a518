import { useMemo } from "react";
import { useStore } from "~/lib/store";
import { useFeed } from "./feed";
import { book } from "./row-book";

/** The number of orders that wait to be accepted. The shell shows it on every page, which keeps the feed running. */
export function useNewCount(): number {
  useFeed();
  const { byId } = useStore(book.state);
  return useMemo(() => {
    let count = 0;
    for (const row of byId.values()) if (row.phase === "open") count += 1;
    return count;
  }, [byId]);
}
