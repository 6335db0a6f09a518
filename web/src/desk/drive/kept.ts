/**
 * A driver's tour in IndexedDB, by member, so that it continues without a connection and after a reload. A change is one
 * transaction, so that two tabs do not overwrite each other.
 */
import { keptDatabase, STORE } from "~/lib/kept-database";

const database = keptDatabase("docket-drive");
/** Where the browser stores nothing, a value lives as long as its page. */
const memory = new Map<string, unknown>();

export const readKept = <T>(key: string): Promise<T | undefined> =>
  run<T | undefined>(key, "readonly", (now) => now);

export const changeKept = <T>(key: string, next: (now: T | undefined) => T): Promise<T> =>
  run<T>(key, "readwrite", next);

async function run<T>(key: string, mode: IDBTransactionMode, next: (now: T | undefined) => T): Promise<T> {
  const open = await database();
  if (open === null) {
    const value = next(memory.get(key) as T | undefined);
    memory.set(key, value);
    return value;
  }
  return new Promise((resolve, reject) => {
    const transaction = open.transaction(STORE, mode);
    const store = transaction.objectStore(STORE);
    const reading = store.get(key);
    let value: T;
    reading.onsuccess = () => {
      value = next(reading.result as T | undefined);
      if (mode === "readwrite") store.put(value, key);
    };
    transaction.oncomplete = () => resolve(value);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Deletes all values under these keys. */
export async function forgetKept(keys: readonly string[]): Promise<void> {
  for (const key of keys) memory.delete(key);
  const open = await database();
  if (open === null) return;
  await new Promise<void>((resolve) => {
    const transaction = open.transaction(STORE, "readwrite");
    for (const key of keys) transaction.objectStore(STORE).delete(key);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve();
  });
}
