/** Switches of the sellers' pages, stored in this browser. */
import { keptSwitch, useStore } from "~/lib/store";

/** A sound for new orders. Off by default: browsers mute it before the first click anyway. */
export const sound = keptSwitch("sound", false);
export const useSound = (): boolean => useStore(sound);

/** Shortcuts of one key without Ctrl (WCAG 2.1.4 requires that they can be switched off). */
export const singleKeys = keptSwitch("keys", true);
export const useSingleKeys = (): boolean => useStore(singleKeys);
