/** One order of any seller: facts, payments, the audit trail, and the override of its status. */
import "./admin.css";
import "../actions/questions/questions.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "~/api/problem";
import { zoneName } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { parts } from "../open-orders/facts";
import { phaseLook, statusLabel } from "../open-orders/labels";
import type { InternalOrder } from "../open-orders/types";
import { Blank, Unread } from "../states";
import { sellerQuery } from "../who";
import { AdminLink } from "./admin-link";
import { AuditTrail } from "./audit";
import { Facts } from "./facts";
import { Items } from "./items";
import { AdminsOnly } from "./only";
import { Override } from "./override";
import { Payment } from "./payment";
import { orderQuery } from "./queries";

export function AdminOrderPage() {
  return (
    <AdminsOnly>
      <Page back={{ to: "/desk/admin", name: w.order.back }}>
        <Read id={useParams({ from: "/desk/admin/$id" }).id} />
      </Page>
    </AdminsOnly>
  );
}

function Read({ id }: { id: string }) {
  const { session } = useDesk();
  const order = useQuery(orderQuery(session, id));
  if (order.data) return <Shown read={order.data} />;
  if (order.error instanceof Problem && order.error.status === 404)
    return (
      <Blank icon="search" title={w.order.gone(parts(id).tail)}>
        <p className="quiet">{w.order.goneText}</p>
        <p className="button-row">
          <AdminLink className="button" search={{}}>
            {w.parts.orders}
          </AdminLink>
        </p>
      </Blank>
    );
  return <Unread read={order} title={w.order.failed} />;
}

function Shown({ read }: { read: InternalOrder }) {
  const desk = useDesk();
  const { order } = read;
  // Times are in the time zone of the order's seller.
  const zone = useQuery(sellerQuery(order.sellerId)).data?.timezone ?? desk.zone;
  const [asking, setAsking] = useState(false);
  const { head, tail } = parts(order.orderNumber);
  const look = phaseLook(order.phase);
  const allowed = order.allowedActions.some(({ action }) => action === "override-order-status");
  const denied = order.deniedActions?.find(({ action }) => action === "override-order-status")?.reason;
  return (
    <>
      <div className="page-head">
        <h2 className="admin-number mono" aria-label={w.order.title(order.orderNumber)}>
          <span className="quiet">{head}</span>
          {tail}
        </h2>
        <span className={`status ${look.className}`}>
          <Icon name={look.icon} />
          {statusLabel(order.status)}
        </span>
        <p className="button-row">
          <button
            className="button button-danger"
            type="button"
            aria-disabled={!allowed}
            aria-describedby={allowed ? undefined : "override-denied"}
            onClick={() => allowed && setAsking(true)}
          >
            <Icon name={allowed ? "bolt" : "lock"} />
            {w.order.override}
          </button>
        </p>
      </div>
      {!allowed && (
        <p className="hint" id="override-denied">
          {denied ?? w.order.noOverride}
        </p>
      )}
      <p className="small quiet">{w.order.zoneHint(zoneName(zone))}</p>
      <div className="admin-order">
        <Facts read={read} zone={zone} />
        <Items order={order} />
        <Payment read={read} />
        <AuditTrail read={read} zone={zone} />
      </div>
      {asking && <Override read={read} zone={zone} onClose={() => setAsking(false)} />}
    </>
  );
}
