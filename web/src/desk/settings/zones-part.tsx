/** Delivery zones: added, renamed and removed, and saved together. */
import { useEffect, useRef } from "react";
import type { Faults } from "~/form/use-draft";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import { type Seller, useDesk } from "../desk-context";
import { GroupProblem, TextField } from "../form/controls";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";
import { MOST_ZONES, typedZones, withZone, zonesOf } from "./zone-list";

const read = (seller: Seller) => ({ zones: typedZones(seller.zones) });
type Typed = ReturnType<typeof read>;

const check = ({ zones }: Typed): Faults =>
  Object.fromEntries(
    zones.flatMap(({ name }, nth) => (name.trim() === "" ? [[`/zones/${nth}/name`, dw.form.missing]] : [])),
  );

export function ZonesPart() {
  const { seller } = useDesk();
  const draft = useSellerDraft({ read, check, body: ({ zones }) => ({ zones: zonesOf(zones) }) });
  const { typed, set, at } = draft;
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const shown = useRef(typed.zones.length);
  // A new zone gets the focus; after a removal, the focus is not lost.
  useEffect(() => {
    if (typed.zones.length > shown.current)
      list.current?.querySelector<HTMLElement>("li:last-child input")?.focus();
    shown.current = typed.zones.length;
  }, [typed.zones.length]);
  const full = typed.zones.length >= MOST_ZONES;
  return (
    <PartForm part="zones" draft={draft}>
      <div className="form-part">
        {!seller.methods.includes("delivery") && <p className="hint">{w.zones.noDelivery}</p>}
        {typed.zones.length === 0 && <p className="quiet">{w.zones.none}</p>}
        <ul className="zone-list" ref={list}>
          {typed.zones.map(({ key, id, name }, nth) => (
            <li key={key}>
              <TextField
                label={w.zones.name(nth + 1)}
                hint={id === null ? undefined : <span className="mono">{id}</span>}
                maxLength={100}
                value={name}
                problem={at(`/zones/${nth}/name`) ?? at(`/zones/${nth}/id`)}
                onChange={(next) =>
                  set({ zones: typed.zones.map((one) => (one.key === key ? { ...one, name: next } : one)) })
                }
              />
              <button
                className="button button-icon"
                type="button"
                aria-label={w.zones.remove(name || w.zones.name(nth + 1))}
                onClick={() => {
                  set({ zones: typed.zones.filter((one) => one.key !== key) });
                  add.current?.focus();
                }}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
        <GroupProblem problem={at("/zones")} />
        <p className="button-row">
          <button
            ref={add}
            className="button"
            type="button"
            aria-disabled={full}
            onClick={() => !full && set({ zones: withZone(typed.zones) })}
          >
            <Icon name="plus" />
            {w.zones.add}
          </button>
        </p>
        <p className="hint">{w.zones.removeHint}</p>
      </div>
    </PartForm>
  );
}
