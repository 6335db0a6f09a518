/** A short sound for urgent entries: one for all that arrived together, in one tab of the browser. */
import { ringOnce } from "../open-orders/sound";
import { sound } from "../shell/switches";
import type { Entry } from "./feed";

const URGENT: readonly Entry["group"][] = ["accept_late", "money_problem"];
/** The newest entry for which a tab of this browser has made the sound. */
const RANG = "docket-rang";

/** Makes the sound once if any of these new entries is urgent and sound is switched on. */
export function callOnce(entries: readonly Entry[]): void {
  const newest = entries.find(({ group }) => URGENT.includes(group));
  if (newest === undefined || !sound.get()) return;
  void navigator.locks.request(RANG, () => {
    try {
      if ((localStorage.getItem(RANG) ?? "") >= newest.id) return;
      localStorage.setItem(RANG, newest.id);
    } catch {
      // Then nothing is stored, and each tab makes the sound.
    }
    ringOnce();
  });
}
