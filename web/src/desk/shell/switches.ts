/** What somebody switches on and off at the desk, kept by this browser. */
import { keptSwitch, useStore } from "~/lib/store";

/** A sound for new orders. Off until somebody asks for it: browsers mute it before a click anyway. */
export const sound = keptSwitch("sound", false);
export const useSound = (): boolean => useStore(sound);

/** Shortcuts of one key without Ctrl (WCAG 2.1.4 wants them to be switched off). */
export const singleKeys = keptSwitch("keys", true);
export const useSingleKeys = (): boolean => useStore(singleKeys);
