/** The form's part about whether the product is for sale. */
import { useId, useState } from "react";
import { closesAt } from "~/lib/opening-hours";
import { clock } from "~/lib/time";
import { Choices } from "~/ui/field";
import { w } from "~/words/products";
import { useDesk } from "../../desk-context";
import { MomentField, untilText } from "../moment";
import { SALES } from "./draft";
import type { ProductForm } from "./use-product-form";

export function SalePart({ form }: { form: ProductForm }) {
  const { seller, zone } = useDesk();
  const id = useId();
  const [now] = useState(() => clock.now());
  const closing = closesAt(seller.hours, zone, now);
  const words = w.form.saleChoices;
  const theirs = form.theirs("sale");
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.form.sale}</h3>
      {theirs && <p className="small is-soon">{theirs}</p>}
      <Choices
        labelledBy={id}
        choices={SALES.map((value) => ({
          value,
          label: value === "closing" ? words.closing(untilText(closing, now, zone)) : words[value],
        }))}
        value={form.draft.sale}
        onChange={(sale) => form.set({ sale })}
      />
      {form.draft.sale === "until" && (
        <MomentField
          value={form.draft.until}
          onChange={(until) => form.set({ until })}
          problem={form.at("/offUntil")}
        />
      )}
    </section>
  );
}
