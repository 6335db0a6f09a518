/** Web push for the signed-in buyer. */
import { trustedAddresses } from "~/lib/trusted";
import { Push } from "~/push/subscription";
import { session } from "./session";

const workerAddress = trustedAddresses({ push: "/push-worker.js" });

/** Separate from the sellers' pages: a browser has one subscription for each scope. This worker only receives messages. */
const SCOPE = "/my";

export const push = new Push(session, {
  scope: SCOPE,
  register: () => navigator.serviceWorker.register(workerAddress("push"), { scope: SCOPE }),
});
