/** The fields of a template: customer, items, fulfilment, schedule. */

import type { Draft } from "~/form/use-draft";
import { w as ow } from "~/words/orders";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { AddressFields } from "../form/address";
import { GroupProblem, SelectField, TextField } from "../form/controls";
import { METHODS, PRIORITIES } from "../open-orders/types";
import { Lines } from "./lines";
import { ScheduleFields } from "./schedule-fields";
import type { TypedTemplate } from "./typed";

/** Does not depend on the record. */
export type TemplateDraft = Pick<Draft<unknown, TypedTemplate>, "typed" | "set" | "at" | "below">;

export function TemplateFields({ draft }: { draft: TemplateDraft }) {
  const { typed, set, at, below } = draft;
  const { customer } = typed;
  return (
    <>
      <fieldset className="form-part">
        <legend>{w.form.who}</legend>
        <TextField
          label={w.form.name}
          hint={w.form.nameHint}
          maxLength={100}
          value={typed.name}
          problem={at("/name")}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={w.form.customer}
          maxLength={100}
          value={customer.name}
          problem={at("/customer/name")}
          onChange={(name) => set({ customer: { ...customer, name } })}
        />
        <div className="form-pair">
          <TextField
            label={w.form.phone}
            type="tel"
            value={customer.phone}
            problem={at("/customer/phone")}
            onChange={(phone) => set({ customer: { ...customer, phone } })}
          />
          <TextField
            label={w.form.email}
            type="email"
            value={customer.email}
            problem={at("/customer/email")}
            onChange={(email) => set({ customer: { ...customer, email } })}
          />
        </div>
      </fieldset>
      <fieldset className="form-part">
        <legend>{w.form.what}</legend>
        <Lines lines={typed.lines} at={below} onChange={(lines) => set({ lines })} />
        <GroupProblem problem={at("/items")} />
      </fieldset>
      <How draft={draft} />
      <ScheduleFields
        typed={typed.schedule}
        at={below}
        onChange={(part) => set({ schedule: { ...typed.schedule, ...part } })}
      />
      <fieldset className="form-part">
        <legend>{w.form.more}</legend>
        <TextField
          label={w.form.notes}
          rows={2}
          maxLength={1_000}
          value={typed.notes}
          problem={at("/notes")}
          onChange={(notes) => set({ notes })}
        />
        <div className="form-pair">
          <SelectField
            label={w.form.priority}
            value={typed.priority}
            choices={PRIORITIES.map((one) => [one, ow.priority[one] ?? one] as const)}
            onChange={(priority) => set({ priority })}
          />
          <TextField
            label={w.form.vouchers}
            hint={w.form.vouchersHint}
            value={typed.vouchers}
            problem={below("/vouchers")}
            onChange={(vouchers) => set({ vouchers })}
          />
        </div>
      </fieldset>
    </>
  );
}

function How({ draft: { typed, set, at } }: { draft: TemplateDraft }) {
  const { seller } = useDesk();
  // A method that the seller no longer offers remains until another one is chosen: the API judges it.
  const methods = METHODS.filter((one) => seller.methods.includes(one) || one === typed.method);
  return (
    <fieldset className="form-part">
      <legend>{w.form.how}</legend>
      <SelectField
        label={w.form.method}
        value={typed.method}
        problem={at("/fulfilment/method") ?? at("/fulfilment")}
        choices={methods.map((one) => [one, ow.method[one] ?? one] as const)}
        onChange={(method) => set({ method })}
      />
      {typed.method === "delivery" && seller.zones.length > 0 && (
        <SelectField
          label={w.form.zone}
          value={typed.zoneId}
          problem={at("/fulfilment/zoneId")}
          choices={[["", w.form.noZone], ...seller.zones.map(({ id, name }) => [id, name] as const)]}
          onChange={(zoneId) => set({ zoneId })}
        />
      )}
      {typed.method !== "pickup" && (
        <>
          <AddressFields
            typed={typed.address}
            at={(pointer) => at(`/fulfilment/address${pointer}`)}
            onChange={(address) => set({ address })}
          />
          <GroupProblem problem={at("/fulfilment/address")} />
        </>
      )}
    </fieldset>
  );
}
