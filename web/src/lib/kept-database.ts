/** A database in this browser: one store of values by key. */

export const STORE = "kept";

/** Opens the database on first use. Null where the browser stores nothing. */
export function keptDatabase(name: string): () => Promise<IDBDatabase | null> {
  let opened: Promise<IDBDatabase | null> | undefined;
  return () => {
    opened ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
        request.onblocked = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
    return opened;
  };
}
