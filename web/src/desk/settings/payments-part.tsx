/** Payments through the payment provider. The payout account is shown to people to whom the API returns it. */

import type { Faults } from "~/form/use-draft";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import { type Seller, useDesk } from "../desk-context";
import { SelectField, TextField, Tick } from "../form/controls";
import { basisPointsOf, percentText, textOf, wholeOf } from "../form/numbers";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";

const read = ({ payments }: Seller) => ({
  required: payments.required,
  within: textOf(payments.payWithinMinutes),
  capture: payments.capture,
  account: payments.account ?? "",
  fee: percentText(payments.feeBasisPoints ?? 0),
});

type Typed = ReturnType<typeof read>;

const check = ({ within, fee }: Typed): Faults => ({
  ...(wholeOf(within) === undefined && { "/payments/payWithinMinutes": dw.form.notANumber }),
  ...(basisPointsOf(fee) === undefined && { "/payments/feeBasisPoints": w.charges.noPercent }),
});

export function PaymentsPart() {
  const { seller, staff } = useDesk();
  const { account, feeBasisPoints } = seller.payments;
  const draft = useSellerDraft({
    read,
    check,
    body: (typed, was) => ({
      payments: {
        required: typed.required,
        payWithinMinutes: wholeOf(typed.within) ?? null,
        // Without a choice here, the lifecycle's default applies.
        ...(typed.capture !== was.capture && { capture: typed.capture }),
        ...(typed.account !== was.account && { account: typed.account.trim() || null }),
        ...(typed.fee !== was.fee && { feeBasisPoints: basisPointsOf(typed.fee) ?? 0 }),
      },
    }),
  });
  const { typed, set, at } = draft;
  return (
    <PartForm part="payments" draft={draft}>
      <div className="form-part">
        <Tick
          label={w.payments.required}
          hint={w.payments.requiredHint}
          checked={typed.required}
          onChange={(required) => set({ required })}
        />
        <TextField
          label={w.payments.within}
          hint={w.payments.withinHint}
          inputMode="numeric"
          unit={w.minutes}
          value={typed.within}
          problem={at("/payments/payWithinMinutes")}
          onChange={(within) => set({ within })}
        />
        <SelectField
          label={w.payments.capture}
          value={typed.capture}
          problem={at("/payments/capture")}
          choices={[
            ["on_accept", w.payments.onAccept],
            ["immediate", w.payments.immediate],
          ]}
          onChange={(capture) => set({ capture })}
        />
      </div>
      {staff === "admin" ? (
        <fieldset className="form-part">
          <legend>{w.payments.money}</legend>
          <TextField
            label={w.payments.account}
            hint={w.payments.accountHint}
            maxLength={255}
            value={typed.account}
            problem={at("/payments/account")}
            onChange={(next) => set({ account: next })}
          />
          <TextField
            label={w.payments.fee}
            inputMode="decimal"
            unit="%"
            value={typed.fee}
            problem={at("/payments/feeBasisPoints")}
            onChange={(fee) => set({ fee })}
          />
        </fieldset>
      ) : (
        (account !== undefined || feeBasisPoints !== undefined) && (
          <section className="form-part">
            <h3>{w.payments.money}</h3>
            <dl className="sums">
              {account !== undefined && (
                <>
                  <dt>{w.payments.account}</dt>
                  <dd className="mono">{account}</dd>
                </>
              )}
              {feeBasisPoints !== undefined && (
                <>
                  <dt>{w.payments.fee}</dt>
                  <dd>{percentText(feeBasisPoints)} %</dd>
                </>
              )}
            </dl>
            <p className="hint">{w.payments.moneyHint}</p>
          </section>
        )
      )}
    </PartForm>
  );
}
