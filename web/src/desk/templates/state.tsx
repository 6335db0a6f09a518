/** The state of a schedule, its next order, and the result of the last one. */
import { Link } from "@tanstack/react-router";
import type { components } from "~/api/schema";
import { clock, deskTime, shortDay } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import type { Template } from "./queries";

type Status = components["schemas"]["ScheduleStatus"];
type Outcome = components["schemas"]["ScheduleOutcome"];

const LOOK: Record<Status, { icon: IconName; className: string }> = {
  active: { icon: "play", className: "tag tag-moss" },
  paused: { icon: "pause", className: "tag tag-amber" },
  stopped: { icon: "warning", className: "tag tag-brick" },
  ended: { icon: "done", className: "tag" },
};

export function StatusTag({ template: { schedule } }: { template: Template }) {
  if (schedule === undefined) return <span className="tag">{w.status.none}</span>;
  const { icon, className } = LOOK[schedule.status];
  return (
    <span className={className}>
      <Icon name={icon} />
      {w.status[schedule.status]}
    </span>
  );
}

/** `Mon, Nov 30, 08:00`, by the seller's clock, with the year where that is another one. */
export function useMoment(): (moment: string) => string {
  const { zone } = useDesk();
  return (moment) => {
    const year = moment.slice(0, 4);
    const other = year === new Date(clock.now()).toISOString().slice(0, 4) ? "" : ` ${year}`;
    return `${shortDay(moment, zone)}${other}, ${deskTime(moment, zone)}`;
  };
}

export function Next({ template: { nextOccurrence } }: { template: Template }) {
  const moment = useMoment();
  if (nextOccurrence === undefined) return null;
  return (
    <p>
      {w.next} <time dateTime={nextOccurrence}>{moment(nextOccurrence)}</time>
    </p>
  );
}

/** The next order, as far as the API computes ahead. */
export function Upcoming({ template: { nextOccurrences } }: { template: Template }) {
  const moment = useMoment();
  if (nextOccurrences.length === 0) return null;
  return (
    <section className="template-upcoming" aria-label={w.upcoming(nextOccurrences.length)}>
      <p className="small quiet">{w.upcoming(nextOccurrences.length)}</p>
      <ol>
        {nextOccurrences.map((occurrence) => (
          <li key={occurrence}>
            <time dateTime={occurrence}>{moment(occurrence)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Last({ outcome }: { outcome: Outcome | undefined }) {
  const moment = useMoment();
  if (outcome === undefined) return null;
  const { result, occurrence, orderId, reason, notes } = outcome;
  return (
    <p className={result === "placed" ? "small quiet" : "small is-bad"}>
      {w.last[result](moment(occurrence))} {reason ?? notes ?? ""}{" "}
      {orderId !== undefined && (
        <Link to="/desk/orders/$id" params={{ id: orderId }}>
          {w.lastOrder}
        </Link>
      )}
    </p>
  );
}
