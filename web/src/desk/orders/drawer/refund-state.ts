/** The state of a refund, and its possible actions. No React. */
import type { IconName } from "~/ui/icon";
import { w } from "~/words/drawer";
import type { Refund } from "../../open-orders/types";
import { causeText } from "./causes";

export interface RefundState {
  icon: IconName;
  look: "" | "is-good" | "is-bad" | "is-soon";
  text: string;
  /** Whether the payment provider may be asked again. */
  retries: boolean;
  /** Whether somebody may record that they handed it over. */
  settles: boolean;
}

export function refundState({ status, payment, failure, reference }: Refund): RefundState {
  const words = w.payment.refund;
  const byHand = payment === null;
  const state = (icon: IconName, look: RefundState["look"], text: string, more?: Partial<RefundState>) => ({
    icon,
    look,
    text,
    retries: false,
    settles: false,
    ...more,
  });
  switch (status) {
    case "requested":
      return byHand
        ? state("cash", "is-soon", words.handOver, { settles: true })
        : state("clock", "", words.requested);
    case "processing":
      return state("clock", "", words.processing);
    case "settled":
      return state("check", "is-good", byHand || reference !== null ? words.byHand : words.settled);
    case "failed":
      return state("warning", "is-bad", words.failed(causeText(failure ?? "unknown")), {
        retries: !byHand,
        settles: true,
      });
    case "withdrawn":
      return state("undo", "", words.withdrawn);
  }
}
