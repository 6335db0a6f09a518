/** Lists of the API, which come in pages. */

interface Page {
  pagination: { nextCursor: string | null };
}

/** Yields one page after the other; `read` gets the cursor of each page but the first. */
export async function* pagesOf<P extends Page>(
  read: (cursor: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page;
    cursor = page.pagination.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** The most entries of a list to choose from. */
const MOST = 1_000;

export interface Whole<T> {
  entries: readonly T[];
  /** Whether the list has further entries. */
  cutOff: boolean;
}

/** All pages of a list, up to `most` entries. */
export async function wholeList<P extends Page, T>(
  read: (cursor: string | undefined) => Promise<P>,
  entriesOf: (page: P) => readonly T[],
  most = MOST,
): Promise<Whole<T>> {
  const entries: T[] = [];
  for await (const page of pagesOf(read)) {
    entries.push(...entriesOf(page));
    const more = page.pagination.nextCursor !== null;
    if (entries.length > most || (entries.length === most && more))
      return { entries: entries.slice(0, most), cutOff: true };
  }
  return { entries, cutOff: false };
}
