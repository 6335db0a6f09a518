/** Everything below the present state: driver, address, steps, items, and help. */
import { useLoaded } from "~/lib/loaded";
import { Help } from "./help";
import { Items } from "./money";
import { Pay } from "./pay";
import { StepList } from "./step-list";
import { Way } from "./tour";
import type { Lifecycle, Tracking } from "./types";
import { Where } from "./where";

/** Optional parts are loaded later, and are missing without a connection. */
const loadOffer = () =>
  new Promise((done) => setTimeout(done, 2_000)).then(() => import("./offer")).catch(() => null);

interface Props {
  tracking: Tracking;
  lifecycle: Lifecycle | null;
  onChanged: () => void;
  onReceipt: () => void;
}

export function Details({ tracking, lifecycle, onChanged, onReceipt }: Props) {
  const later = useLoaded(loadOffer);
  return (
    <>
      <Pay tracking={tracking} />
      <Way tracking={tracking} />
      <Where tracking={tracking} />
      <StepList tracking={tracking} lifecycle={lifecycle} />
      <Items order={tracking.order} />
      <Help tracking={tracking} onChanged={onChanged} onReceipt={onReceipt} />
      {later && <later.Offer tracking={tracking} />}
    </>
  );
}
