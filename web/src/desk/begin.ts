/**
 * What the desk asks the API first: who is here, for which seller, and that seller's open orders. It is asked while
 * words are still on their way and before anything is drawn; on a slow network that is a second. vite.config.ts keeps
 * this module, and all that it needs, out of the file that waits for words.
 */
import { Session } from "~/api/session";
import { readOpen } from "./open-orders/reading";

export const session = new Session("desk");

const { client } = session;

const me = session.renew().then((token) => (token === null ? null : client.ask("get", "/api/me")));
const sellerId = me.then((who) => who?.seller?.id ?? null);
const seller = sellerId.then(async (id) =>
  id === null ? null : (await client.ask("get", "/api/sellers/{id}", { path: { id } })).seller,
);
const rows = sellerId.then(async (id) =>
  id === null ? null : { sellerId: id, rows: await readOpen({ client, sellerId: id }) },
);

/**
 * The answer for whoever asks first. Null for those who ask later, and where there is none: they ask themselves, and say
 * what went wrong.
 */
function once<T>(answer: Promise<T | null>): () => Promise<T | null> {
  let taken = false;
  const orNull = answer.catch(() => null);
  return () => {
    if (taken) return Promise.resolve(null);
    taken = true;
    return orNull;
  };
}

export const early = { me: once(me), seller: once(seller), rows: once(rows) };
