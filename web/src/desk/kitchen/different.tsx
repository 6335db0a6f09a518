/** The temporary measures of a busy kitchen: each with its end, and a button that ends it now. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/kitchen";
import { extraOf } from "../actions";
import { useDesk } from "../desk-context";
import { useNow } from "../open-orders/now";
import { useLive } from "../shell/live";
import { toast } from "../shell/toast";
import { useChangeSeller, useProducts, useSwitchProduct } from "./seller";
import { untilTime } from "./until";

export interface Different {
  key: string;
  icon: IconName;
  what: string;
  until: string | null;
  end: () => Promise<void>;
}

/** Each ends by itself: the list excludes past ones. */
export function useDifferent(): Different[] {
  const { seller, zone } = useDesk();
  const now = useNow();
  const products = useProducts();
  const change = useChangeSeller();
  const switchProduct = useSwitchProduct();
  const until = (at: string) => w.now.until(untilTime(Date.parse(at), now, zone));
  const isAhead = (at: string | null | undefined): at is string => at != null && Date.parse(at) > now;
  const all: Different[] = [];
  const extra = extraOf(seller, now);
  if (extra > 0)
    all.push({
      key: "extra",
      icon: "clock",
      what: w.now.extra(extra),
      until: seller.extraPrepUntil === null ? null : until(seller.extraPrepUntil),
      end: () => change({ extraPrepMinutes: null }),
    });
  if (isAhead(seller.pausedUntil))
    all.push({
      key: "paused",
      icon: "pause",
      what: w.now.paused,
      until: until(seller.pausedUntil),
      end: () => change({ pausedUntil: null }),
    });
  for (const { id, name, offUntil } of products ?? [])
    if (isAhead(offUntil))
      all.push({
        key: id,
        icon: "products",
        what: w.now.off(name),
        until: until(offUntil),
        end: () => switchProduct(id, null),
      });
  return all;
}

export function NowChips({ all }: { all: readonly Different[] }) {
  if (all.length === 0) return null;
  return (
    <ul className="pass-now" aria-label={w.now.label}>
      {all.map((one) => (
        <NowChip key={one.key} one={one} />
      ))}
    </ul>
  );
}

function NowChip({ one: { icon, what, until, end } }: { one: Different }) {
  const [busy, setBusy] = useState(false);
  const off = useLive().state === "offline";
  const click = async () => {
    if (busy || off) return;
    setBusy(true);
    try {
      await end();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const why = error.status === 0 ? w.busy.offline : error.message;
      toast({ kind: "alert", text: w.now.failed(what, why) });
      setBusy(false);
    }
  };
  return (
    <li className="pass-busy">
      <Icon name={icon} />
      <span>
        <b>{what}</b> {until && <span className="nowrap">{until}</span>}
      </span>
      <button
        className="link"
        type="button"
        aria-label={w.now.endOf(what)}
        aria-busy={busy}
        aria-disabled={off}
        onClick={() => void click()}
      >
        {w.now.end}
      </button>
    </li>
  );
}
