import { useMemo } from "react";
import { useStore } from "~/lib/store";
import { useFeed } from "./feed";
import { book } from "./row-book";

/** How many orders wait to be accepted. The shell shows it on every page of the desk, which keeps the feed running. */
export function useNewCount(): number {
  useFeed();
  const { byId } = useStore(book.state);
  return useMemo(() => {
    let count = 0;
    for (const row of byId.values()) if (row.phase === "open") count += 1;
    return count;
  }, [byId]);
}
