/**
 * Sends a change of an order. It shows at once as being saved. After a concurrent change (412, 409, or a transition that is
 * no longer possible) the former state returns, with a message about who changed what and when. An order has one change
 * at a time, so that a second click has no effect. When the session has ended, the change waits for the next sign-in.
 */
import { addressOf } from "~/api/client";
import { Problem } from "~/api/problem";
import { w } from "~/words/actions";
import type { Desk } from "../desk-context";
import { parts } from "../open-orders/facts";
import { putBack, putRow, setSaving } from "../open-orders/queries";
import type { AuditEntry, Order, OrderRow } from "../open-orders/types";
import { toast } from "../shell/toast";
import { explain, newestSince, wasMine } from "./what-happened";

export interface Change {
  /** The displayed order: the change is made on its version. */
  row: OrderRow;
  /** The label of the button. */
  label: string;
  /** The status after the change. */
  status?: string | undefined;
  method: "post" | "put" | "patch";
  /** A path of the API, with `{id}` for the order. */
  path: string;
  body?: object | undefined;
  /** For additions that do not depend on the order's version: a note, a payment. */
  anyVersion?: true;
  /** Made once for each intended change. */
  idempotencyKey?: string | undefined;
}

/** The API's response to a change. */
interface Changed {
  order: Order;
  splitOrder?: Order;
  mergedOrders?: Order[];
}

export type Outcome =
  | { kind: "done"; changed: Changed }
  /** A concurrent change came first. The person was informed. */
  | { kind: "conflict" }
  /** Refused, or no answer: the change may be sent again. */
  | { kind: "refused"; problem: Problem }
  /** Another change of this order is being sent. */
  | { kind: "busy" };

const onTheirWay = new Set<string>();

export async function make(desk: Desk, change: Change, look: (id: string) => void): Promise<Outcome> {
  const { id } = change.row;
  if (onTheirWay.has(id)) return { kind: "busy" };
  onTheirWay.add(id);
  setSaving(id, { label: change.label, ...(change.status && { status: change.status }) });
  try {
    const changed = await send(desk, change);
    show(changed);
    return { kind: "done", changed };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return mayBeConflict(error)
      ? await conflict(desk, change, error, look)
      : { kind: "refused", problem: error };
  } finally {
    onTheirWay.delete(id);
    setSaving(id, null);
  }
}

/** The request of a change, for sending it while the page closes. */
export function requestOf({ row, path, body, anyVersion, idempotencyKey }: Change) {
  return {
    address: addressOf(path, { path: { id: row.id } }),
    sent: { ifMatch: anyVersion ? undefined : row.version, body, idempotencyKey },
  };
}

async function send({ session }: Desk, change: Change): Promise<Changed> {
  const { address, sent } = requestOf(change);
  const attempt = async () =>
    (await session.client.send(change.method, address, sent)).json() as Promise<Changed>;
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    await new Promise<void>((signedIn) => {
      const stop = session.listen((is) => {
        if (!is) return;
        stop();
        signedIn();
      });
    });
    return attempt();
  }
}

function show({ order, splitOrder, mergedOrders = [] }: Changed): void {
  for (const each of [order, splitOrder, ...mergedOrders]) if (each) putRow(each);
}

/** Whether the order may have changed since the button was pressed; its history shows it. */
const mayBeConflict = ({ status, code }: Problem): boolean =>
  status === 412 || status === 409 || code === "invalid_transition";

async function conflict(
  desk: Desk,
  change: Change,
  problem: Problem,
  look: (id: string) => void,
): Promise<Outcome> {
  const { row, label, status } = change;
  const { tail } = parts(row.orderNumber);
  const memberId = desk.me.member?.id ?? null;
  const read = await desk.session.client
    .ask("get", "/api/orders/{id}/admin", { path: { id: row.id } })
    .catch(() => null);
  const entry: AuditEntry | undefined = read ? newestSince(read.audit, row.version) : undefined;
  if (read) putRow(read.order);
  // No concurrent change: it was refused for its own reason, such as too little stock.
  if (entry === undefined && problem.status !== 412) return { kind: "refused", problem };
  if (read && wasMine(entry, status, memberId)) return { kind: "done", changed: { order: read.order } };
  const said = entry
    ? explain(entry, { number: tail, label }, desk.zone, memberId)
    : { sentence: `${tail}: ${problem.message} ${w.refused.notMade(label)}`, short: problem.message };
  putBack(row.id, said.short);
  toast({ kind: "alert", text: said.sentence, action: { label: w.refused.look, run: () => look(row.id) } });
  return { kind: "conflict" };
}
