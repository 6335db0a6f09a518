/** One value in IndexedDB, for what is too much for local storage. Where the browser keeps nothing, there is none. */

const STORE = "kept";

export interface KeptRecord<T> {
  read(): Promise<T | null>;
  keep(value: T): Promise<void>;
  forget(): Promise<void>;
}

export function keptRecord<T>(database: string): KeptRecord<T> {
  let opened: Promise<IDBDatabase | null> | undefined;
  const run = async <R>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<R>) => {
    opened ??= open(database);
    const into = await opened;
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

function open(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
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
}
