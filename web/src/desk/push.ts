/** Web push for the signed-in member of staff. */
import { workerAddress } from "~/api/workers";
import { Push } from "~/push/subscription";
import { session } from "./begin";

export const push = new Push(session, {
  scope: "/",
  register: () => navigator.serviceWorker.register(workerAddress("service")),
});
