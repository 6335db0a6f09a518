/** A value in IndexedDB, for data that are too large for local storage. Null where the browser stores nothing. */
import { keptDatabase, STORE } from "./kept-database";

export interface KeptRecord<T> {
  read(): Promise<T | null>;
  keep(value: T): Promise<void>;
  forget(): Promise<void>;
}

export function keptRecord<T>(database: string): KeptRecord<T> {
  const open = keptDatabase(database);
  const run = async <R>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<R>) => {
    const into = await open();
    if (into === null) return null;
    return new Promise<R | null>((resolve) => {
      const transaction = into.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result ?? null);
      transaction.onabort = () => resolve(null);
    });
  };
  return {
    read: () => run<T>("readonly", (store) => store.get(database)),
    keep: async (value) => void (await run("readwrite", (store) => store.put(value, database))),
    forget: async () => void (await run("readwrite", (store) => store.clear())),
  };
}
