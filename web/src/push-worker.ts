/**
 * Receives push messages for a buyer. It is separate from the sellers' service worker, which stores all of the sellers'
 * pages and uses another session: a member of staff and a buyer in one browser may be two people.
 */
import { receivePushes } from "./push/worker";

receivePushes("shop", "/my");
