/**
 * Automatic printing. On a device where it is switched on, the ticket of each accepted order prints once: also when the
 * order was accepted elsewhere or during a reload, and in one tab only. It is recorded as printed before the printer is
 * asked, because an order with two tickets is cooked twice.
 */
import { useEffect } from "react";
import { keptSwitch, useStore } from "~/lib/store";
import { w } from "~/words/kitchen";
import { useDesk } from "../desk-context";
import { beats } from "../open-orders/feed";
import { book } from "../open-orders/row-book";
import { printerOf } from "../print";
import { live } from "../shell/live";
import { toast } from "../shell/toast";
import { keepMap, readMap } from "./kept";
import { type Printed, printedAfter, unprinted } from "./printed";

const kiosk = keptSwitch("kiosk-printing", false);

export const useKioskSwitch = (): boolean => useStore(kiosk);

const KEPT = "printed";

/** The orders that this page has printed, where the browser stores nothing. */
let here: Printed = new Map();

const printed = (): Printed => new Map([...readMap<string>(KEPT), ...here]);

function keep(next: Printed): void {
  here = next;
  keepMap(KEPT, next);
}

/** One tab at a time looks for tickets to print. */
const alone = (act: () => void | Promise<void>): Promise<void> =>
  navigator.locks.request("docket-kiosk", act).then(() => {});

/** Switches it on or off on this device. Orders that are in the kitchen already are not printed. */
export async function switchKiosk(on: boolean, sellerId: string): Promise<void> {
  if (on)
    await alone(() => {
      const { byId } = book.state.get();
      const done = printed();
      keep(printedAfter(done, unprinted(byId.values(), done), byId, sellerId));
    });
  kiosk.set(on);
  toast({ kind: "status", text: on ? w.kiosk.on : w.kiosk.off });
}

async function printNew(sellerId: string): Promise<void> {
  await alone(async () => {
    const { byId } = book.state.get();
    const ids = unprinted(byId.values(), printed());
    if (ids.length === 0) return;
    const print = await printerOf(ids, "tickets");
    keep(printedAfter(printed(), ids, byId, sellerId));
    await print();
  });
}

/** Prints while the page is open. After a failed read, the next response of the feed tries again. */
export function useKiosk(): void {
  const { seller } = useDesk();
  useEffect(() => {
    let looking = false;
    let reported = false;
    const look = async () => {
      const { status, byId } = book.state.get();
      const ready = kiosk.get() && status === "ready" && live.get().state !== "offline";
      if (looking || !ready || unprinted(byId.values(), printed()).length === 0) return;
      looking = true;
      try {
        await printNew(seller.id);
        reported = false;
      } catch {
        if (!reported) toast({ kind: "alert", text: w.kiosk.failed });
        reported = true;
      } finally {
        looking = false;
      }
    };
    const stops = [kiosk, book.state, beats].map((one) => one.subscribe(() => void look()));
    return () => {
      for (const stop of stops) stop();
    };
  }, [seller.id]);
}
