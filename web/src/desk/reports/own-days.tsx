/** Days of the person's own choice. The API checks them before they are shown; a refusal keeps the typed values. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { zoneName } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { whoseOf } from "./queries";
import type { ReportSearch } from "./search";
import type { Span } from "./span";

export interface OwnDaysProps {
  span: Span;
  search: ReportSearch;
  onShow: (span: Span) => void;
  onClose: () => void;
}

export function OwnDays({ span, search, onShow, onClose }: OwnDaysProps) {
  const desk = useDesk();
  const [from, setFrom] = useState(span.from);
  const [to, setTo] = useState(span.to);
  const [checked, setChecked] = useState(false);
  const { busy, problem, save } = useSaving();
  const refused = (parameter: string) =>
    problem?.errors.find((fault) => fault.parameter === parameter)?.detail;
  const missing = (day: string) => (checked && day === "" ? w.days.missing : undefined);
  const submit = async () => {
    setChecked(true);
    if (from === "" || to === "") return;
    const query = { sellerId: whoseOf(desk, search), dateFrom: from, dateTo: to };
    const read = await save(() => desk.session.client.ask("get", "/api/orders/admin/stats", { query }));
    if (read === null) return;
    onShow({ from, to });
    onClose();
  };
  const field = (
    parameter: string,
    label: string,
    value: string,
    set: (day: string) => void,
    hint?: string,
  ) => (
    <Field label={label} hint={hint} problem={missing(value) ?? refused(parameter)}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="date"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
  // An error at a field is not repeated below.
  const elsewhere = problem?.errors.length ? null : problem;
  return (
    <Dialog title={w.days.title} busy={busy} onClose={onClose} onSubmit={() => void submit()}>
      {field("dateFrom", w.days.from, from, setFrom)}
      {field("dateTo", w.days.to, to, setTo, w.days.hint(zoneName(desk.zone)))}
      <Refused problem={elsewhere} />
      <Buttons busy={busy} onClose={onClose} leave={w.days.cancel}>
        {w.days.show}
      </Buttons>
    </Dialog>
  );
}
