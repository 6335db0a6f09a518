/** Orders that wait for a driver, ready or nearly so, in groups that could each be a batch. */
import { money } from "~/lib/money";
import { clock, deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { useNow } from "../open-orders/now";
import type { Order, OrderRow } from "../open-orders/types";
import type { Proposal, Stop } from "./batches";
import { DRAFT, dragProps, WAITING } from "./drag";
import { tailOf } from "./places";
import { readyAtOf } from "./ready-at";
import { addressLine } from "./stop-item";

export interface WaitingProps {
  proposals: readonly Proposal[];
  rows: ReadonlyMap<string, OrderRow>;
  orders: ReadonlyMap<string, Order>;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  onShowDraft: () => void;
}

export function Waiting(props: WaitingProps) {
  return (
    <div className="waiting-list">
      {props.proposals.map((proposal) => (
        <Group key={proposal.orderIds[0]} proposal={proposal} {...props} />
      ))}
    </div>
  );
}

function Group({
  proposal,
  rows,
  orders,
  chosen,
  onChoose,
  onShowDraft,
}: WaitingProps & { proposal: Proposal }) {
  const { seller, zone } = useDesk();
  const id = `group-${proposal.orderIds[0]}`;
  const zoneName =
    proposal.zoneId === null
      ? w.noZone
      : (seller.zones.find((one) => one.id === proposal.zoneId)?.name ?? proposal.zoneId);
  const promised = proposal.orderIds
    .map((one) => rows.get(one)?.promisedAt)
    .filter((at) => at !== undefined)
    .sort();
  const [from, to] = [promised[0], promised.at(-1)];
  const mine = proposal.orderIds.filter((one) => chosen.includes(one));
  const toggle = (order: string) =>
    onChoose(chosen.includes(order) ? chosen.filter((one) => one !== order) : [...chosen, order]);
  return (
    <section className="slip group" aria-labelledby={id}>
      <header>
        <h3 id={id}>{zoneName}</h3>
        <p className="quiet small">
          {[
            proposal.mealWindow ?? w.noMeal,
            from !== undefined && to !== undefined && w.promised(deskTime(from, zone), deskTime(to, zone)),
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
      </header>
      <ul>
        {proposal.orders.map((stop) => (
          <li
            key={stop.id}
            className={mine.includes(stop.id) ? "wait wait-on" : "wait"}
            {...dragProps(stop.id, chosen.includes(stop.id) ? DRAFT : WAITING)}
          >
            <label>
              <input
                className="check"
                type="checkbox"
                checked={mine.includes(stop.id)}
                onChange={() => toggle(stop.id)}
              />
              <One stop={stop} row={rows.get(stop.id)} order={orders.get(stop.id)} />
            </label>
          </li>
        ))}
      </ul>
      <footer>
        {mine.length > 0 ? (
          <>
            <span className="small quiet">{w.chosen(mine.length)}</span>
            <button className="button" type="button" onClick={onShowDraft}>
              {w.showDraft}
              <Icon name="next" />
            </button>
          </>
        ) : (
          <>
            <span className="small quiet">{w.proposed}</span>
            <button
              className="button"
              type="button"
              onClick={() => {
                onChoose([...chosen, ...proposal.orderIds]);
                onShowDraft();
              }}
            >
              {w.choose(proposal.orderCount)}
            </button>
          </>
        )}
      </footer>
    </section>
  );
}

function One({ stop, row, order }: { stop: Stop; row: OrderRow | undefined; order: Order | undefined }) {
  const { currency, zone } = useDesk();
  const due = row?.payment.amountDue ?? 0;
  const wanted = row?.fulfilment.requestedFor ?? stop.requestedFor;
  const facts = [
    stop.customer?.name,
    row && w.items(row.itemCount),
    wanted !== undefined && w.wanted(deskTime(wanted, zone)),
    due > 0 && w.cash(money(due, currency)),
  ];
  return (
    <span className="wait-main">
      <span className="wait-top">
        <b className="mono">{tailOf(stop.orderNumber)}</b>
        <State stop={stop} row={row} order={order} />
      </span>
      <span>{addressLine(stop)}</span>
      <span className="quiet small">{facts.filter(Boolean).join(", ")}</span>
    </span>
  );
}

const minutes = (milliseconds: number) => Math.max(0, Math.floor(milliseconds / 60_000));

/** Whether it is ready, when it will be, and whether it is late. */
function State({ stop, row, order }: { stop: Stop; row: OrderRow | undefined; order: Order | undefined }) {
  const { seller } = useDesk();
  useNow();
  const now = clock.now();
  const promised = row?.promisedAt === undefined ? null : Date.parse(row.promisedAt);
  if (promised !== null && promised < now)
    return <span className="is-bad strong">{w.late(Math.max(1, minutes(now - promised)))}</span>;
  if (stop.status === "READY") {
    const since = order?.readyAt === undefined ? now : Date.parse(order.readyAt);
    return <span className="is-good strong">{w.readyFor(minutes(now - since))}</span>;
  }
  const ready = readyAtOf(row, seller.deliveryTimeMinutes ?? 0);
  return (
    <span className="quiet strong">
      {ready === null || ready <= now ? w.soon : w.readyIn(Math.max(1, minutes(ready - now)))}
    </span>
  );
}
