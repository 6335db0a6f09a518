/** The health of the service and its table, checked regularly while the page is visible. */
import { useQuery } from "@tanstack/react-query";
import { clock, deskTime, shortDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { Unread } from "../states";
import { healthQuery } from "./queries";

export function HealthPart() {
  const { session, zone } = useDesk();
  const health = useQuery(healthQuery(session));
  // A failed check hides the last result, which may be outdated.
  if (health.error || !health.data) return <Unread read={health} title={w.health.failed} />;
  const { table, time, version } = health.data;
  return (
    <Page
      title={w.health.title}
      actions={
        <button className="button" type="button" onClick={() => void health.refetch()}>
          <Icon name="reload" />
          {w.health.again}
        </button>
      }
    >
      <section className="form-part admin-health" aria-label={w.health.title}>
        <p className="status status-done" role="status">
          <Icon name="done" />
          {w.health.ok}
        </p>
        <dl className="admin-facts">
          <dt>{w.health.table}</dt>
          <dd>
            {table === undefined
              ? w.health.unknown
              : table.reachable
                ? w.health.reachable(table.roundTripMs)
                : w.health.unreachable}
          </dd>
          <dt>{w.health.version}</dt>
          <dd className="mono">{version}</dd>
          <dt>{w.health.clock}</dt>
          <dd>
            <time dateTime={time}>
              {shortDay(time, zone)}, {deskTime(time, zone)}
            </time>{" "}
            <span className="small quiet mono">{time}</span>
          </dd>
        </dl>
        <p className="small quiet">{w.health.checked(deskTime(health.dataUpdatedAt + clock.ahead, zone))}</p>
      </section>
    </Page>
  );
}
