/** The audit trail: who changed an order, when and why, and where the rules of its lifecycle were bypassed. */
import { useId } from "react";
import { money } from "~/lib/money";
import { deskTime, shortDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { w as drawer } from "~/words/drawer";
import { parts } from "../open-orders/facts";
import { statusLabel } from "../open-orders/labels";
import type { AuditEntry, InternalOrder } from "../open-orders/types";

export function AuditTrail({ read, zone }: { read: InternalOrder; zone: string }) {
  const id = useId();
  const bypasses = read.audit.filter((entry) => entry.bypassedValidation).length;
  const { currency } = read.order;
  return (
    <section className="form-part admin-audit" aria-labelledby={id}>
      <h3 id={id}>{w.audit.title}</h3>
      <p className="small quiet">
        {w.audit.hint} {bypasses > 0 && <b className="is-soon">{w.audit.bypasses(bypasses)}</b>}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, and this is a table. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div className="list-scroll" tabIndex={0} role="group" aria-label={w.audit.scroll}>
        <table className="list admin-trail" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{w.audit.when}</th>
              <th scope="col">{w.audit.who}</th>
              <th scope="col">{w.audit.what}</th>
              <th scope="col">{w.audit.why}</th>
            </tr>
          </thead>
          <tbody>
            {read.audit.toReversed().map((entry) => (
              <Entry
                key={`${entry.version}${entry.at}${entry.action}${entry.to}${entry.otherOrderId}`}
                entry={entry}
                zone={zone}
                currency={currency}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Entry({ entry, zone, currency }: { entry: AuditEntry; zone: string; currency: string }) {
  const amount = entry.amount === undefined ? "" : money(entry.amount, currency);
  const did = drawer.timeline.did[entry.action]?.(statusLabel(entry.to), amount) ?? entry.action;
  const why = [entry.reason, entry.notes, entry.changes].filter(Boolean);
  return (
    <tr className={entry.bypassedValidation ? "admin-bypass" : undefined}>
      <td className="nowrap">
        <time dateTime={entry.at}>
          {shortDay(entry.at, zone)}, {deskTime(entry.at, zone)}:{entry.at.slice(17, 19)}
        </time>
        <span className="small quiet admin-line">{w.audit.version(entry.version)}</span>
      </td>
      <td>
        <b>{entry.by.name ?? w.roles[entry.by.role]}</b>
        <span className="small quiet admin-line">
          {entry.by.name !== null && `${w.roles[entry.by.role]} `}
          <span className="mono">{entry.by.id}</span>
          {entry.onBehalfOf && ` ${w.audit.behalf(w.roles[entry.onBehalfOf])}`}
        </span>
      </td>
      <td>
        <b>{did}</b>
        {entry.from !== null && entry.from !== entry.to && (
          <span className="small quiet admin-line">
            {w.audit.change(statusLabel(entry.from), statusLabel(entry.to))}
          </span>
        )}
        {entry.otherOrderId && (
          <span className="small quiet admin-line">
            {drawer.timeline.other(parts(entry.otherOrderId).tail)}
          </span>
        )}
        {entry.bypassedValidation && (
          <span className="tag tag-amber">
            <Icon name="warning" />
            {w.audit.bypassed}
          </span>
        )}
      </td>
      <td className="admin-text">
        {why.length === 0 ? (
          <span className="quiet">{w.audit.none}</span>
        ) : (
          why.map((text) => (
            <span className="admin-line" key={text}>
              {text}
            </span>
          ))
        )}
      </td>
    </tr>
  );
}
