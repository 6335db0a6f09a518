/**
 * Overrides the status of an order of any seller, on the displayed version. After a concurrent change it shows who changed
 * what, and keeps the chosen values while the order is read again.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { Icon } from "~/ui/icon";
import { w as actions } from "~/words/actions";
import { w } from "~/words/admin";
import { w as desk } from "~/words/desk";
import { OverrideDialog } from "../actions/questions/override-dialog";
import { explain, newestSince } from "../actions/what-happened";
import { useDesk } from "../desk-context";
import { isStale } from "../form/changed-meanwhile";
import { parts } from "../open-orders/facts";
import { statusLabel } from "../open-orders/labels";
import { rowOf } from "../open-orders/row-of";
import type { InternalOrder, Status } from "../open-orders/types";
import { toast } from "../shell/toast";
import { lifecycleQuery, orderKey, orderQuery } from "./queries";

export interface OverrideProps {
  read: InternalOrder;
  zone: string;
  onClose: () => void;
}

export function Override({ read, zone, onClose }: OverrideProps) {
  const { session, me } = useDesk();
  const queries = useQueryClient();
  const { busy, problem, save, clear } = useSaving();
  const lifecycle = useQuery(lifecycleQuery(session, read.order.lifecycle)).data;
  const [seen, setSeen] = useState(read.order.version);
  const { order } = read;
  const { tail } = parts(order.orderNumber);
  // Other conflicts, such as too little stock, have their own sentences.
  const faster = isStale(problem);
  const send = async (status: Status, reason: string) => {
    const path = { id: order.id };
    const body = { status, reason };
    const ask = { path, body, ifMatch: order.version };
    const done = await save(() => session.client.ask("patch", "/api/orders/admin/{id}/status", ask));
    if (done === null) return;
    toast({ kind: "status", text: w.order.done(tail, statusLabel(done.newStatus)) });
    onClose();
    await queries.invalidateQueries({ queryKey: orderKey(order.id) });
    void queries.invalidateQueries({ queryKey: ["admin-orders"] });
  };
  const readAgain = async () => {
    await queries.fetchQuery({ ...orderQuery(session, order.id), staleTime: 0 });
    clear();
  };
  // After another read, the changes since the dialog was opened are known.
  const entry = order.version === seen ? undefined : newestSince(read.audit, seen);
  const change = { number: tail, label: actions.do.override };
  return (
    <OverrideDialog
      row={rowOf(order)}
      read={read}
      lifecycle={lifecycle}
      label={actions.do.override}
      busy={busy}
      problem={faster ? null : problem}
      onClose={onClose}
      onSend={(status, reason) => {
        setSeen(order.version);
        void send(status, reason);
      }}
    >
      {faster && (
        <div className="notice notice-amber" role="alert">
          <Icon name="warning" />
          <span>
            {desk.form.theirs}{" "}
            <button className="link" type="button" onClick={() => void readAgain()}>
              {desk.form.readAgain}
            </button>
          </span>
        </div>
      )}
      {entry && !faster && (
        <div className="notice notice-amber" role="status">
          <Icon name="info" />
          <span>
            {explain(entry, change, zone, me.member?.id ?? null).sentence} {w.conflict.kept}
          </span>
        </div>
      )}
    </OverrideDialog>
  );
}
