/** Facts about a seller in the shop and at the checkout: its times, its address, and whether it is busy. */
import { useEffect, useState } from "react";
import { buyerTime, clock, dayOf, otherZone, shortDay, zoneName } from "~/lib/time";
import { Icon } from "~/ui/icon";
import type { Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { pausedUntil } from "./hours";

/** A moment by the seller's clock: with its day unless that is today, with its zone unless it is the reader's. */
export function sellersTime(
  at: number,
  zone: string,
  inZone: (time: string, zone: string) => string,
): string {
  const today = dayOf(clock.now(), zone) === dayOf(at, zone);
  const time = today ? buyerTime(at, zone) : `${shortDay(at, zone)}, ${buyerTime(at, zone)}`;
  return otherZone(zone) ? inZone(time, zoneName(zone)) : time;
}

/** The present time, updated every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A notice before the buyer chooses: no orders now, or longer waits. */
export function Busy({ seller }: { seller: Seller }) {
  const words = useWords();
  const until = pausedUntil(seller, useNow());
  const extra = seller.extraPrepMinutes ?? 0;
  if (until !== null) {
    const time = sellersTime(until, seller.timezone, words.yourTime);
    return <BusyNotice head={words.paused} text={words.pausedUntil(seller.name, time)} />;
  }
  return extra > 0 ? <BusyNotice head={words.busy} text={words.busyFor(extra)} /> : null;
}

function BusyNotice({ head, text }: { head: string; text: string }) {
  return (
    <p className="notice notice-amber shop-busy">
      <Icon name="late" className="is-soon" />
      <span>
        <b>{head}</b> {text}
      </span>
    </p>
  );
}
