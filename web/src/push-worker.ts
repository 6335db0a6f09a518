/**
 * Receives the messages of a buyer. It is apart from the desk's service worker, which loads all of the desk, and which
 * belongs to another session: a member at the desk and a buyer in the same browser may be two people.
 */
import { receivePushes } from "./push/worker";

receivePushes("shop", "/my");
