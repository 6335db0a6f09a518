/**
 * A small value about a future order in IndexedDB, shared by all tabs. A change is one transaction, so that two tabs do
 * not overwrite each other, and other tabs are informed. No React, because pages without a cart delete these values, too,
 * when somebody signs out.
 */
const DATABASE = "docket-shop";
const STORE = "kept";
const channel = new BroadcastChannel("docket-kept");
const all = new Set<Kept<unknown>>();

/** Stands for all keys. */
const EVERYTHING = "*";

channel.onmessage = ({ data }: MessageEvent<string>) => {
  for (const kept of all) if (kept.key === data || data === EVERYTHING) void kept.read();
};

// A page that returns from the back-forward cache has missed the messages of other tabs.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const kept of all) void kept.read();
});

let opened: Promise<IDBDatabase | null> | undefined;

/** Null where the browser stores nothing: then a value lives as long as its page. */
function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

export class Kept<T> {
  private value: T | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly key: string,
    private readonly empty: T,
  ) {
    all.add(this as Kept<unknown>);
    void this.read();
  }

  /** Undefined until it was read. */
  readonly current = (): T | undefined => this.value;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async read(): Promise<T> {
    return this.run("readonly", (now) => now);
  }

  async change(next: (now: T) => T): Promise<T> {
    const value = await this.run("readwrite", next);
    channel.postMessage(this.key);
    return value;
  }

  private async run(mode: IDBTransactionMode, next: (now: T) => T): Promise<T> {
    const open = await database();
    const value = open ? await this.transact(open, mode, next) : next(this.value ?? this.empty);
    this.value = value;
    for (const listener of this.listeners) listener();
    return value;
  }

  private transact(open: IDBDatabase, mode: IDBTransactionMode, next: (now: T) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = open.transaction(STORE, mode);
      const store = transaction.objectStore(STORE);
      const reading = store.get(this.key);
      let value = this.empty;
      reading.onsuccess = () => {
        value = next((reading.result as T | undefined) ?? this.empty);
        if (mode === "readwrite") store.put(value, this.key);
      };
      transaction.oncomplete = () => resolve(value);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

/** Deletes all values, in all tabs: the next user of this browser is another person. */
export async function forget(): Promise<void> {
  const open = await database();
  await new Promise<void>((resolve) => {
    if (!open) return resolve();
    const transaction = open.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).clear();
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve();
  });
  channel.postMessage(EVERYTHING);
  await Promise.all([...all].map((kept) => kept.read()));
}
