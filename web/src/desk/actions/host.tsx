/**
 * Renders what actions show: the present question, and changes that will be sent in a few seconds. It is on the orders
 * page once, for all buttons.
 */
import { lazy, Suspense, useEffect, useLayoutEffect } from "react";
import { useStore } from "~/lib/store";
import { Undo } from "~/ui/undo";
import { w } from "~/words/actions";
import { useDesk } from "../desk-context";
import { parts } from "../open-orders/facts";
import { statusLabel } from "../open-orders/labels";
import { useLifecycle } from "../open-orders/queries";
import { isTyping } from "../shell/header";
import { useSingleKeys } from "../shell/switches";
import type { Change } from "./change";
import { deskNow } from "./desk-now";
import { knowStatuses } from "./offer";
import { type Pending, pending, undo } from "./pending";
import { question } from "./use-act";
import "./actions.css";

/** The questions are loaded with the first one. */
const Questions = lazy(() => import("./questions/questions"));

/** `inPlace`: the page itself shows pending changes, with their buttons to undo them. */
export function ActionsHost({ inPlace = false }: { inPlace?: boolean }) {
  const desk = useDesk();
  const lifecycle = useLifecycle();
  const asked = useStore(question);
  useLayoutEffect(() => deskNow.set(desk), [desk]);
  useLayoutEffect(() => lifecycle && knowStatuses(lifecycle.statuses), [lifecycle]);
  return (
    <>
      <GoingOut inPlace={inPlace} />
      <Suspense>{asked && <Questions {...asked} onClose={() => question.set(null)} />}</Suspense>
    </>
  );
}

/** The changes that will be sent in a few seconds, newest last. */
function GoingOut({ inPlace }: { inPlace: boolean }) {
  const all = useStore(pending);
  const keys = useSingleKeys();
  const last = all.at(-1)?.change.row.id;
  useEffect(() => {
    if (!keys || last === undefined) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      undo(last);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [keys, last]);
  return (
    <section className="going-out" aria-label={w.undo.region}>
      {!inPlace &&
        all.map((one) => (
          <One
            key={one.change.row.id}
            pending={one}
            shortcut={keys && one.change.row.id === last ? "u" : undefined}
          />
        ))}
      <p className="out-of-sight" role="status">
        {all.map(({ change }) => `${parts(change.row.orderNumber).tail}: ${outcomeOf(change)}.`).join(" ")}
      </p>
    </section>
  );
}

function One({ pending: { change, delay }, shortcut }: { pending: Pending; shortcut: string | undefined }) {
  const { row } = change;
  return (
    <Undo delay={delay} label={w.undo.button} shortcut={shortcut} onUndo={() => undo(row.id)}>
      {(seconds) => (
        <>
          <b className="mono">{parts(row.orderNumber).tail}</b>: {outcomeOf(change)}.{" "}
          {w.undo.told(row.customer.name, seconds)}
        </>
      )}
    </Undo>
  );
}

const outcomeOf = ({ status, label }: Change): string => (status ? statusLabel(status) : label);
