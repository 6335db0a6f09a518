import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { useDesk } from "../../desk-context";
import { noteAction } from "../actions/offer";
import { useAct } from "../actions/use-act";
import { timeOrDay } from "../labels";
import type { InternalOrder, OrderRow } from "../types";

/** A note of the staff. */
export interface StaffNote {
  at: string;
  by: { role: string; id: string; name: string | null };
  text: string;
}

/**
 * What colleagues wrote for each other. It is added to, and never changed; an API that answers no list of notes has no
 * way to add one.
 */
export function Notes({
  row,
  read,
}: {
  row: OrderRow;
  read: InternalOrder & { internalNotes?: StaffNote[] };
}) {
  const { zone } = useDesk();
  const act = useAct();
  const notes = read.internalNotes ?? [];
  const old = read.order.internalNotes;
  const add = noteAction();
  return (
    <section aria-labelledby="notes-title">
      <div className="section-head">
        <h3 id="notes-title">{w.notes.title}</h3>
        {read.internalNotes && (
          <button className="link" type="button" onClick={() => act(row, add)}>
            {w.notes.add}
          </button>
        )}
      </div>
      {notes.length === 0 && !old && <p className="quiet">{w.notes.none}</p>}
      {(notes.length > 0 || old) && (
        <ul className="staff-notes">
          {typeof old === "string" && <Note text={old} />}
          {notes.map(({ at, by, text }) => (
            <Note
              key={`${at}${by.id}`}
              text={text}
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
