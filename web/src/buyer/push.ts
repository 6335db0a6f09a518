/** Web push for whoever is signed in on the buyer's pages. */
import { trustedAddresses } from "~/lib/trusted";
import { Push } from "~/push/subscription";
import { session } from "./session";

const workerAddress = trustedAddresses({ push: "/push-worker.js" });

/** Apart from the desk's: a browser has one subscription for each scope. It receives, and controls nothing. */
const SCOPE = "/my";

export const push = new Push(session, {
  scope: SCOPE,
  register: () => navigator.serviceWorker.register(workerAddress("push"), { scope: SCOPE }),
});
