/** Charges of an order: delivery, packaging, tax. A sample order beside the form shows their effect. */

import type { Faults } from "~/form/use-draft";
import { amountText, minorUnits } from "~/lib/money";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import { type Seller, useDesk } from "../desk-context";
import { TextField } from "../form/controls";
import { basisPointsOf, percentText } from "../form/numbers";
import type { Rules } from "./charges";
import { PartForm } from "./part-form";
import { Sample } from "./sample";
import { useSellerDraft } from "./seller";

const read = ({ charges, currency }: Seller) => ({
  delivery: amountText(charges.deliveryFee, currency),
  packaging: amountText(charges.packagingFee, currency),
  tax: percentText(charges.taxBasisPoints),
});

type Typed = ReturnType<typeof read>;

/** Null for an unreadable value. */
const rulesOf = (typed: Typed, currency: string) => ({
  deliveryFee: minorUnits(typed.delivery, currency),
  packagingFee: minorUnits(typed.packaging, currency),
  taxBasisPoints: basisPointsOf(typed.tax) ?? null,
});

function whole(rules: ReturnType<typeof rulesOf>): Rules | null {
  const { deliveryFee, packagingFee, taxBasisPoints } = rules;
  if (deliveryFee === null || packagingFee === null || taxBasisPoints === null) return null;
  return { deliveryFee, packagingFee, taxBasisPoints };
}

export function ChargesPart() {
  const { currency } = useDesk();
  const check = (typed: Typed): Faults => {
    const rules = rulesOf(typed, currency);
    const noAmount = dw.form.notAnAmount(amountText(350, currency));
    return {
      ...(rules.deliveryFee === null && { "/charges/deliveryFee": noAmount }),
      ...(rules.packagingFee === null && { "/charges/packagingFee": noAmount }),
      ...(rules.taxBasisPoints === null && { "/charges/taxBasisPoints": w.charges.noPercent }),
    };
  };
  const draft = useSellerDraft({
    read,
    check,
    // The field above reports an unreadable value.
    body: (typed) => ({ charges: whole(rulesOf(typed, currency)) ?? {} }),
  });
  const { typed, set, at, dirty } = draft;
  return (
    <PartForm part="charges" draft={draft}>
      <div className="form-part">
        <TextField
          label={w.charges.delivery}
          hint={w.charges.deliveryHint}
          inputMode="decimal"
          unit={currency}
          value={typed.delivery}
          problem={at("/charges/deliveryFee")}
          onChange={(delivery) => set({ delivery })}
        />
        <TextField
          label={w.charges.packaging}
          hint={w.charges.packagingHint}
          inputMode="decimal"
          unit={currency}
          value={typed.packaging}
          problem={at("/charges/packagingFee")}
          onChange={(packaging) => set({ packaging })}
        />
        <TextField
          label={w.charges.tax}
          hint={w.charges.taxHint}
          inputMode="decimal"
          unit="%"
          value={typed.tax}
          problem={at("/charges/taxBasisPoints")}
          onChange={(tax) => set({ tax })}
        />
      </div>
      <Sample rules={whole(rulesOf(typed, currency))} saved={!dirty} />
    </PartForm>
  );
}
