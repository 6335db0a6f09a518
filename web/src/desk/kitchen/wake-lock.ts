/** Keeps the screen on while the page is visible. Browsers release the lock of a hidden page, and require HTTPS. */
import { useEffect, useState } from "react";

/** Whether the screen is kept on; null until that is known. */
export function useWakeLock(): boolean | null {
  const [held, setHeld] = useState<boolean | null>(null);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = async () => {
      if (document.hidden || (lock !== null && !lock.released)) return;
      try {
        if (!("wakeLock" in navigator)) throw new Error("this browser has no wake lock");
        lock = await navigator.wakeLock.request("screen");
        if (over) void lock.release();
        else setHeld(true);
      } catch {
        // Also refused with a low battery; it is requested again when the page becomes visible.
        if (!over) setHeld(false);
      }
    };
    const returned = () => void take();
    document.addEventListener("visibilitychange", returned);
    void take();
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", returned);
      void lock?.release();
    };
  }, []);
  return held;
}
