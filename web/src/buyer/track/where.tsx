/** The place of the pickup or of the delivery, with the driver. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/track";
import { addressText } from "../address";
import { isStopped } from "../phases";
import { Driver } from "./tour";
import type { Tracking } from "./types";

export function Where({ tracking }: { tracking: Tracking }) {
  const { order, seller } = tracking;
  const { method } = order.fulfilment;
  const address = method === "pickup" ? seller.address : order.fulfilment.address;
  if (isStopped(order.phase)) return null;
  const lines = address === undefined ? "" : addressText(address);
  if (lines === "") return <Driver tracking={tracking} />;
  return (
    <section aria-label={w.where[method]}>
      <Driver tracking={tracking} />
      {method === "pickup" ? (
        <div className="track-place">
          <p className="track-rule">
            <b>{seller.name}</b>
            <br />
            {lines}
          </p>
          <a className="button" href={`geo:0,0?q=${encodeURIComponent(lines)}`}>
            <Icon name="pin" />
            {w.map}
          </a>
        </div>
      ) : (
        <p className="track-rule quiet">{lines}</p>
      )}
    </section>
  );
}
