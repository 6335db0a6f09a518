/** All of an order that is below what happens now: who brings it, where to, its steps, what it holds, and help. */
import { Help } from "./help";
import { Items } from "./money";
import { Pay } from "./pay";
import { StepList } from "./step-list";
import { Way } from "./tour";
import type { Lifecycle, Tracking } from "./types";
import { Where } from "./where";

interface Props {
  tracking: Tracking;
  lifecycle: Lifecycle | null;
  onChanged: () => void;
  onReceipt: () => void;
}

export function Details({ tracking, lifecycle, onChanged, onReceipt }: Props) {
  return (
    <>
      <Pay tracking={tracking} />
      <Way tracking={tracking} />
      <Where tracking={tracking} />
      <StepList tracking={tracking} lifecycle={lifecycle} />
      <Items order={tracking.order} />
      <Help tracking={tracking} onChanged={onChanged} onReceipt={onReceipt} />
    </>
  );
}
