/** The parts of the checkout that are loaded on demand. */
import type { Order } from "../order";

export const changeLine = () => import("./change-line").then(({ ChangeLine }) => ChangeLine);

/** The way out of a refusal; without it, the sentence stands alone. */
export const wayOut = () =>
  import("../ways-out").then(
    ({ Way }) => Way,
    () => undefined,
  );

export const readyStep = () => import("./step").then(({ ready }) => ready());

/** Continues once the orders are placed and confirmed. */
export const wayOn = (orders: readonly Order[]): Promise<string> =>
  import("./way-on")
    .then((it) => it.wayOn(orders))
    .catch(() => `/t/${encodeURIComponent(orders[0]?.id ?? "")}`);
