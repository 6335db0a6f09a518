/** Fulfilment methods, the minimum amount, and the times of preparation and delivery. */

import type { Faults } from "~/form/use-draft";
import { amountText, minorUnits } from "~/lib/money";
import { w as dw } from "~/words/desk";
import { w as ow } from "~/words/orders";
import { w } from "~/words/settings";
import { type Seller, useDesk } from "../desk-context";
import { GroupProblem, TextField, Tick } from "../form/controls";
import { textOf, wholeOf } from "../form/numbers";
import { METHODS } from "../open-orders/types";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";

const read = (seller: Seller) => ({
  methods: METHODS.filter((method) => seller.methods.includes(method)),
  minimum: seller.minimumOrder === null ? "" : amountText(seller.minimumOrder, seller.currency),
  making: textOf(seller.prepTimeMinutes),
  bringing: textOf(seller.deliveryTimeMinutes),
});

type Typed = ReturnType<typeof read>;

export function MethodsPart() {
  const { currency } = useDesk();
  const check = ({ methods, minimum, making, bringing }: Typed): Faults => ({
    ...(methods.length === 0 && { "/methods": w.methods.none }),
    ...(minimum.trim() !== "" &&
      minorUnits(minimum, currency) === null && {
        "/minimumOrder": dw.form.notAnAmount(amountText(1_250, currency)),
      }),
    ...(wholeOf(making) === undefined && { "/prepTimeMinutes": dw.form.notANumber }),
    ...(wholeOf(bringing) === undefined && { "/deliveryTimeMinutes": dw.form.notANumber }),
  });
  const draft = useSellerDraft({
    read,
    check,
    body: ({ methods, minimum, making, bringing }) => ({
      methods,
      minimumOrder: minorUnits(minimum, currency),
      prepTimeMinutes: wholeOf(making) ?? null,
      deliveryTimeMinutes: wholeOf(bringing) ?? null,
    }),
  });
  const { typed, set, at, below } = draft;
  return (
    <PartForm part="methods" draft={draft}>
      <fieldset className="form-part">
        <legend>{w.methods.how}</legend>
        {METHODS.map((method) => (
          <Tick
            key={method}
            label={ow.method[method] ?? method}
            hint={w.methods.text[method]}
            checked={typed.methods.includes(method)}
            onChange={(on) =>
              set({ methods: METHODS.filter((one) => (one === method ? on : typed.methods.includes(one))) })
            }
          />
        ))}
        <GroupProblem problem={below("/methods")} />
      </fieldset>
      <div className="form-part">
        <TextField
          label={w.methods.minimum}
          hint={w.methods.minimumHint}
          inputMode="decimal"
          unit={currency}
          value={typed.minimum}
          problem={at("/minimumOrder")}
          onChange={(minimum) => set({ minimum })}
        />
        <TextField
          label={w.methods.making}
          hint={w.methods.makingHint}
          inputMode="numeric"
          unit={w.minutes}
          value={typed.making}
          problem={at("/prepTimeMinutes")}
          onChange={(making) => set({ making })}
        />
        <TextField
          label={w.methods.bringing}
          hint={w.methods.bringingHint}
          inputMode="numeric"
          unit={w.minutes}
          value={typed.bringing}
          problem={at("/deliveryTimeMinutes")}
          onChange={(bringing) => set({ bringing })}
        />
      </div>
    </PartForm>
  );
}
