/** A short sound for what cannot wait: one for all that came at once, in one tab of the browser. */
import { ringOnce } from "../open-orders/sound";
import { sound } from "../shell/switches";
import type { Entry } from "./feed";

const URGENT: readonly Entry["group"][] = ["accept_late", "money_problem"];
/** The newest entry that a tab of this browser rang for. */
const RANG = "docket-rang";

/** Rings once if any of these new entries is urgent and sound is switched on. */
export function callOnce(entries: readonly Entry[]): void {
  const newest = entries.find(({ group }) => URGENT.includes(group));
  if (newest === undefined || !sound.get()) return;
  void navigator.locks.request(RANG, () => {
    try {
      if ((localStorage.getItem(RANG) ?? "") >= newest.id) return;
      localStorage.setItem(RANG, newest.id);
    } catch {
      // Nothing is kept, then, and each tab rings.
    }
    ringOnce();
  });
}
