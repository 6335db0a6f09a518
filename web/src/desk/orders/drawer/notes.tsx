import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { actionsOf } from "../../actions/offer";
import { useAct } from "../../actions/use-act";
import { useDesk } from "../../desk-context";
import { timeOrDay } from "../../open-orders/labels";
import type { InternalOrder, OrderRow } from "../../open-orders/types";

/** Internal notes of the staff, from the history. Notes can be added, and never changed. */
export function Notes({ row, read }: { row: OrderRow; read: InternalOrder }) {
  const { zone } = useDesk();
  const act = useAct();
  const notes = read.audit.filter(({ action }) => action === "note_added");
  const { internalNotes } = read.order;
  const add = actionsOf(read.order).find((it) => it.kindOf === "note" && it.denied === undefined);
  const none = notes.length === 0 && !internalNotes;
  return (
    <section aria-labelledby="notes-title">
      <div className="section-head">
        <h3 id="notes-title">{w.notes.title}</h3>
        {add && (
          <button className="link" type="button" onClick={() => act(row, add)}>
            {w.notes.add}
          </button>
        )}
      </div>
      {none ? (
        <p className="quiet">{w.notes.none}</p>
      ) : (
        <ul className="staff-notes">
          {internalNotes && <Note text={internalNotes} />}
          {notes.map(({ at, by, version, notes: text }) => (
            <Note
              key={version}
              text={text ?? ""}
              by={w.notes.by(
                by.name ?? w.timeline.roles[by.role] ?? by.role,
                timeOrDay(Date.parse(at), zone),
              )}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Note({ text, by }: { text: string; by?: string }) {
  return (
    <li className="drawer-note">
      <Icon name="note" size={16} />
      <span>
        {text}
        {by && <span className="quiet small note-by">{by}</span>}
      </span>
    </li>
  );
}
