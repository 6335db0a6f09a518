/**
 * The first requests of the sellers' pages: the signed-in person, the seller, and that seller's open orders. They are sent
 * while texts are still loading and before the first render, which saves a second on a slow network. vite.config.ts keeps
 * this module, and all that it needs, out of the file that waits for texts.
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
 * The response for the first caller. Null for later callers, and after a failure: they send the request themselves, and
 * report errors.
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
