import { useEffect, useRef } from "react";
import { minutesSince } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { w as ow } from "~/words/orders";
import { useDesk } from "../../desk-context";
import { parts } from "../../open-orders/facts";
import { phaseLook, statusLabel, timeOrDay } from "../../open-orders/labels";
import { useNow } from "../../open-orders/now";
import type { Order, OrderRow, Phase } from "../../open-orders/types";
import { printOrders } from "../../print";

export interface HeadProps {
  id: string;
  titleId: string;
  row: OrderRow | undefined;
  order: Order | undefined;
  /** Its index in the list behind; -1 when it is not in it. */
  place: number;
  count: number;
  walk: (by: number) => void;
  onClose: () => void;
  page: boolean;
}

/** Number, status and times, with links to the neighbours, printing, a page of its own, and closing. */
export function Head({ id, titleId, row, order, place, count, walk, onClose, page }: HeadProps) {
  const { zone } = useDesk();
  const { tail } = parts(id);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const listed = place >= 0 && !page;
  return (
    <header className="drawer-head">
      <div className="drawer-walk">
        {listed && (
          <>
            <Step
              icon="up"
              label={w.head.previous}
              title={w.head.previousKey}
              off={place === 0}
              go={() => walk(-1)}
            />
            <Step
              icon="down"
              label={w.head.next}
              title={w.head.nextKey}
              off={place === count - 1}
              go={() => walk(1)}
            />
            <span className="quiet small">{w.head.of(place + 1, count)}</span>
          </>
        )}
        <span className="drawer-tools">
          <button
            className="button button-quiet button-icon"
            type="button"
            aria-label={w.head.print}
            title={w.head.print}
            onClick={() => void printOrders([id], "slips")}
          >
            <Icon name="print" />
          </button>
          {!page && (
            <a
              className="button button-quiet button-icon"
              href={`/desk/orders/${id}`}
              aria-label={w.head.page}
              title={w.head.page}
            >
              <Icon name="full" />
            </a>
          )}
          <button
            className="button button-quiet button-icon"
            type="button"
            aria-label={w.head.close}
            title={w.head.closeKey}
            onClick={onClose}
          >
            <Icon name="cross" />
          </button>
        </span>
      </div>
      <div className="drawer-title">
        <h2 ref={title} id={titleId} tabIndex={-1}>
          <span className="drawer-full mono">{id.slice(0, -4)}</span>
          <span className="number">{tail}</span>
        </h2>
        {row && <StatusTag status={row.status} phase={row.phase} />}
      </div>
      {row ? <Times row={row} order={order} zone={zone} /> : <span className="ghost ghost-line" />}
    </header>
  );
}

function Step(props: { icon: "up" | "down"; label: string; title: string; off: boolean; go: () => void }) {
  const { icon, label, title, off, go } = props;
  return (
    <button
      className="button button-quiet button-icon"
      type="button"
      aria-label={label}
      title={title}
      aria-disabled={off}
      onClick={() => !off && go()}
    >
      <Icon name={icon} />
    </button>
  );
}

const TAGS: Record<Phase, string> = {
  unverified: "tag tag-plum",
  open: "tag tag-spruce",
  accepted: "tag",
  working: "tag",
  ready: "tag tag-moss",
  in_transit: "tag tag-sky",
  done: "tag tag-moss",
  cancelled: "tag tag-brick",
  rejected: "tag tag-brick",
  failed: "tag tag-brick",
};

function StatusTag({ status, phase }: { status: string; phase: Phase }) {
  return (
    <span className={TAGS[phase]}>
      <Icon name={phaseLook(phase).icon} />
      {statusLabel(status)}
    </span>
  );
}

function Times({ row, order, zone }: { row: OrderRow; order: Order | undefined; zone: string }) {
  const now = useNow();
  const time = (at: string) => timeOrDay(Date.parse(at), zone);
  const wanted = row.fulfilment.requestedFor;
  const ago = w.head.ago(minutesSince(row.placedAt, now));
  const meal = row.mealWindow ?? order?.mealWindow;
  return (
    <p className="quiet">
      {[
        w.head.placed(time(row.placedAt), ago),
        wanted ? w.head.wanted(time(wanted)) : w.head.soon,
        row.promisedAt && row.promisedAt !== wanted && w.head.promised(time(row.promisedAt)),
        meal && w.head.meal(meal),
        row.priority !== "normal" && `${ow.priority[row.priority]}.`,
      ]
        .filter(Boolean)
        .join(" ")}
    </p>
  );
}
