/** A new voucher: its code, its discount, and its period; a text beside the form describes it. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useFaults } from "~/form/use-faults";
import { useSaving } from "~/form/use-saving";
import { Choices, Field } from "~/ui/field";
import { w as desk } from "~/words/desk";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { TextField } from "../form/controls";
import { EditForm } from "../form/edit-form";
import { Page } from "../form/page";
import { Buttons, Refused } from "../form/refused";
import { toast } from "../shell/toast";
import { limitTexts, windowText, worthText } from "./parts";
import { type NewVoucher, useVoucherChanges } from "./queries";
import { faultTexts, TermsFields } from "./terms";
import { type Kind, NOTHING, newVoucher, type Place, type Typed } from "./typed";

const KINDS: readonly Kind[] = ["percent", "amount"];

export function NewVoucherPage() {
  const { seller, currency, zone } = useDesk();
  const place = { currency, zone };
  const navigate = useNavigate();
  const saving = useSaving();
  const { make } = useVoucherChanges();
  const [typed, setTyped] = useState(NOTHING);
  const { at, refused, pass, forget } = useFaults(saving);
  const type = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    forget();
  };
  const { body, faults } = newVoucher(typed, place, seller.id);
  const code = body.code.toUpperCase();

  const submit = async () => {
    if (!pass(faultTexts(faults, place))) return;
    const voucher = await saving.save(() => make(body, saving.keyFor(body)));
    if (voucher === null) return;
    toast({ kind: "status", text: w.newPage.made(voucher.code) });
    await navigate({ to: "/desk/vouchers/$id", params: { id: voucher.id } });
  };

  return (
    <Page title={w.newPage.title} back={{ to: "/desk/vouchers", name: desk.nav.pages.vouchers }}>
      <div className="page-two">
        <EditForm refused={refused} onSubmit={() => void submit()}>
          <div className="form-part">
            <Field label={w.fields.code} hint={w.fields.codeHint} problem={at("/code")}>
              {(control) => (
                <input
                  {...control}
                  className="input mono voucher-code-field"
                  autoComplete="off"
                  autoCapitalize="characters"
                  spellCheck={false}
                  maxLength={32}
                  value={typed.code}
                  onChange={(event) => type({ code: event.currentTarget.value })}
                />
              )}
            </Field>
            <div className="field">
              <span className="label" id="voucher-kind">
                {w.fields.worth}
              </span>
              <Choices
                labelledBy="voucher-kind"
                choices={KINDS.map((kind) => ({ value: kind, label: w.fields[kind] }))}
                value={typed.kind}
                onChange={(kind) => type({ kind, value: "" })}
              />
            </div>
            <div className="form-row">
              <TextField
                key={typed.kind}
                label={typed.kind === "percent" ? w.fields.percentValue : w.fields.amountValue(currency)}
                hint={typed.kind === "percent" ? w.fields.percentHint : w.fields.amountHint}
                problem={at("/percent") ?? at("/amount")}
                mono
                inputMode={typed.kind === "percent" ? "numeric" : "decimal"}
                value={typed.value}
                onChange={(value) => type({ value })}
              />
            </div>
          </div>
          <div className="form-part">
            <h3>{w.fields.terms}</h3>
            <TermsFields typed={typed} place={place} uses={w.fields.uses} at={at} onType={type} />
          </div>
          <Refused problem={saving.problem} />
          <Buttons busy={saving.busy} onClose={() => void navigate({ to: "/desk/vouchers" })}>
            {code === "" ? w.newPage.make : w.newPage.makeNamed(code)}
          </Buttons>
        </EditForm>
        <InWords body={body} code={code} place={place} />
      </div>
    </Page>
  );
}

/** The entered values, in the form of the list. */
function InWords({ body, code, place }: { body: NewVoucher; code: string; place: Place }) {
  const terms = {
    ...(body.percent != null && { percent: body.percent }),
    ...(body.amount != null && { amount: body.amount }),
    minSubtotal: body.minSubtotal ?? 0,
    ...(body.perCustomer != null && { perCustomer: body.perCustomer }),
    ...(body.validFrom != null && { validFrom: body.validFrom }),
    ...(body.validUntil != null && { validUntil: body.validUntil }),
  };
  const hasWorth = terms.percent !== undefined || terms.amount !== undefined;
  const lines = [
    ...(hasWorth ? [worthText(terms, place)] : []),
    ...limitTexts(terms, place),
    ...(body.usesLeft == null ? [] : [w.atMost(body.usesLeft)]),
    windowText(terms, place),
  ];
  return (
    <section className="form-part" aria-labelledby="voucher-words">
      <h3 id="voucher-words">{w.newPage.inWords}</h3>
      <div className="voucher-slip">
        <b className={code === "" ? "quiet" : "mono"}>{code === "" ? w.newPage.unnamed : code}</b>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <p className="hint">{w.newPage.sampleLater}</p>
    </section>
  );
}
