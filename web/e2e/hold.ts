/** Delays the writes of the buyers' pages to IndexedDB, as a device with slow storage does. */
import type { Page } from "@playwright/test";

interface Hold extends Window {
  held: boolean;
  database: IDBDatabase;
}

/** Holds all writes back until the returned function is called; when that function returns, they are written. */
export async function holdWrites(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((begun, failed) => {
        const hold = window as unknown as Hold;
        const opening = indexedDB.open("docket-shop");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          hold.held = true;
          hold.database = opening.result;
          const store = hold.database.transaction("kept", "readwrite").objectStore("kept");
          // A transaction lasts as long as it has requests, and later transactions wait for its end.
          const ask = () => {
            store.count().onsuccess = () => {
              begun();
              if (hold.held) ask();
            };
          };
          ask();
        };
      }),
  );
  return () =>
    page.evaluate(
      () =>
        new Promise<void>((written) => {
          const hold = window as unknown as Hold;
          hold.held = false;
          // This transaction runs after all that were held.
          const last = hold.database.transaction("kept", "readwrite");
          last.objectStore("kept").count();
          last.oncomplete = () => {
            hold.database.close();
            written();
          };
        }),
    );
}
