/** The driver, and the distance to the buyer in stops. */
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/track";
import { initials } from "../initials";
import { firstName } from "./about";
import type { Tracking } from "./types";

interface Place {
  icon: IconName;
  name: string;
  here?: boolean;
}

/** The tour as a line: the seller, the past stops, the driver, the stops ahead, the buyer. */
export function Way({ tracking }: { tracking: Tracking }) {
  const { order, driver, stopsBefore, seller } = tracking;
  if (order.phase !== "in_transit" || driver === null || stopsBefore === undefined) return null;
  const behind = (order.deliverySequence ?? 1) - 1 - stopsBefore;
  const places: Place[] = [{ icon: "shop", name: seller.name }];
  if (behind > 0) places.push({ icon: "check", name: w.stops(behind) });
  places.push({ icon: "bike", name: firstName(driver.name), here: true });
  if (stopsBefore > 0) places.push({ icon: "flag", name: w.stops(stopsBefore) });
  places.push({ icon: "home", name: w.you });
  const at = places.findIndex(({ here }) => here);
  const style = { "--way": `${Math.round((at / (places.length - 1)) * 100)}%` } as object;
  return (
    <ol className="way" style={style} aria-label={w.far}>
      {places.map(({ icon, name, here }) => (
        <li key={icon} className={here ? "way-here" : undefined} aria-current={here ? "step" : undefined}>
          <Icon name={icon} />
          {name}
        </li>
      ))}
    </ol>
  );
}

export function Driver({ tracking }: { tracking: Tracking }) {
  const { driver, stopsBefore, order } = tracking;
  if (driver === null || order.phase === "done") return null;
  return (
    <div className="driver">
      <span className="face" aria-hidden="true">
        {initials(driver.name)}
      </span>
      <span>
        <b>{firstName(driver.name)}</b>
        <br />
        <span className="quiet small">
          {stopsBefore === undefined ? w.brings : w.stopsBefore(stopsBefore)}
        </span>
      </span>
      {driver.phone && (
        <a className="button" href={`tel:${driver.phone}`}>
          <Icon name="call" />
          {w.call}
        </a>
      )}
    </div>
  );
}
