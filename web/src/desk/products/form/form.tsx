/** The form of a new or existing product. */
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/products";
import { useDesk } from "../../desk-context";
import { EditForm } from "../../form/edit-form";
import { LeaveQuestion } from "../../form/leave-question";
import { Buttons, Refused } from "../../form/refused";
import { toast } from "../../shell/toast";
import { categoriesOf, sorted } from "../list";
import { useProducts } from "../queries";
import { lastSearch } from "../search";
import type { Product } from "../types";
import { Extras } from "./extras";
import { LongTextField, TextField } from "./fields";
import { ImagePart } from "./image";
import { SalePart } from "./sale";
import { type ProductForm as Form, useProductForm } from "./use-product-form";

export function ProductForm({ product }: { product: Product | null }) {
  const form = useProductForm(product);
  const { saving, changed, refusals, conflict } = form;
  const [saved, setSaved] = useState<Product | null>(null);
  const navigate = useNavigate();
  const toList = useCallback(
    () => void navigate({ to: "/desk/products", search: lastSearch.get() }),
    [navigate],
  );
  // After everything is saved; otherwise leaving would ask about it.
  useEffect(() => {
    if (saved === null) return;
    const text = product === null ? w.form.added(saved.name) : w.form.saved(saved.name);
    toast({ kind: "status", text });
    toList();
  }, [saved, product, toList]);
  const submit = async () => setSaved(await form.submit());
  return (
    <>
      <EditForm refused={refusals} onSubmit={() => void submit()}>
        <What form={form} />
        <Money form={form} isNew={product === null} />
        <Extras form={form} />
        <ImagePart form={form} />
        <SalePart form={form} />
        {product === null && form.base !== null && saving.problem && (
          <Notice kind="amber">{w.form.imageLeft}</Notice>
        )}
        {form.caughtUp && !conflict && <Notice kind="sky">{w.form.theirsRead}</Notice>}
        {conflict ? (
          <Notice kind="brick">
            {desk.form.theirs}
            <button className="button" type="button" onClick={() => void form.catchUp()}>
              {desk.form.readAgain}
            </button>
          </Notice>
        ) : (
          <Refused
            problem={saving.problem}
            {...(form.base !== null && { onRead: () => void form.catchUp() })}
          />
        )}
        <Buttons busy={saving.busy} leave={w.form.cancel} onClose={toList}>
          {product === null ? w.form.saveNew : w.form.save}
        </Buttons>
      </EditForm>
      <LeaveQuestion
        unsaved={changed && saved === null}
        title={desk.form.unsaved}
        words={{ go: w.form.leave, stay: w.form.stay }}
      />
    </>
  );
}

/** A message that is no alert replaces the pressed button, and takes its focus. */
function Notice({ kind, children }: { kind: "amber" | "sky" | "brick"; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (kind === "sky") element.current?.focus();
  }, [kind]);
  return (
    <div
      ref={element}
      className={`notice notice-${kind}`}
      role={kind === "brick" ? "alert" : "status"}
      tabIndex={-1}
    >
      <Icon name={kind === "sky" ? "info" : "warning"} />
      <div className="notice-words">{children}</div>
    </div>
  );
}

function What({ form }: { form: Form }) {
  const id = useId();
  const { data } = useProducts();
  const categories = categoriesOf(sorted(data?.entries ?? [], document.documentElement.lang));
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.form.what}</h3>
      <TextField form={form} name="name" label={w.form.name} maxLength={100} />
      <LongTextField
        form={form}
        name="description"
        label={w.form.description}
        hint={w.form.descriptionHint}
      />
      <div className="fields-two">
        <TextField
          form={form}
          name="category"
          label={w.form.category}
          hint={w.form.categoryHint}
          maxLength={100}
          list={`${id}-categories`}
        />
        <TextField
          form={form}
          name="position"
          label={w.form.position}
          hint={w.form.positionHint}
          inputMode="numeric"
          placeholder="0"
        />
      </div>
      <datalist id={`${id}-categories`}>
        {categories.map((category) => category !== null && <option key={category} value={category} />)}
      </datalist>
      <div className="field">
        <label className="toggle">
          <input
            className="check"
            type="checkbox"
            checked={form.draft.isMainCourse}
            aria-describedby={`${id}-main`}
            onChange={(event) => form.set({ isMainCourse: event.currentTarget.checked })}
          />
          {w.form.main}
        </label>
        <p className="hint" id={`${id}-main`}>
          {w.form.mainHint} {form.theirs("isMainCourse")}
        </p>
      </div>
    </section>
  );
}

/** The stock is entered once; afterwards adjustments change it. */
function Money({ form, isNew }: { form: Form; isNew: boolean }) {
  const id = useId();
  const { currency } = useDesk();
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.form.money}</h3>
      <div className="fields-two">
        <TextField form={form} name="price" label={w.form.price(currency)} inputMode="decimal" />
        <TextField
          form={form}
          name="lowStockAt"
          label={w.form.lowStockAt}
          hint={w.form.lowHint}
          inputMode="numeric"
        />
        {isNew && (
          <>
            <TextField form={form} name="stock" label={w.form.stock} inputMode="numeric" />
            <TextField
              form={form}
              name="stockBuckets"
              label={w.form.buckets}
              hint={w.form.bucketsHint}
              inputMode="numeric"
              placeholder="1"
            />
          </>
        )}
      </div>
    </section>
  );
}
