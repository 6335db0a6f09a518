/** The extras of the product, each with its price. */
import { useId, useRef } from "react";
import { flushSync } from "react-dom";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useDesk } from "../../desk-context";
import type { Extra } from "./draft";
import type { ProductForm } from "./use-product-form";

/** The API's limit. */
const MOST = 50;

export function Extras({ form }: { form: ProductForm }) {
  const { currency } = useDesk();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const { extras } = form.draft;
  const theirs = form.theirs("extras");
  const change = (key: number, part: Partial<Extra>) =>
    form.set({ extras: extras.map((extra) => (extra.key === key ? { ...extra, ...part } : extra)) });
  const append = () => {
    const key = Math.max(-1, ...extras.map((extra) => extra.key)) + 1;
    flushSync(() => form.set({ extras: [...extras, { key, id: null, name: "", price: "" }] }));
    list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus();
  };
  const remove = (key: number) => {
    form.set({ extras: extras.filter((extra) => extra.key !== key) });
    // The pressed button is removed with its row.
    add.current?.focus();
  };
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.form.extras}</h3>
      {theirs && <p className="small is-soon">{theirs}</p>}
      {extras.length === 0 ? (
        <p className="quiet">{w.form.noExtras}</p>
      ) : (
        <ul ref={list} className="extras">
          {extras.map(({ key, name, price }, place) => (
            <li key={key}>
              <fieldset className="extra" aria-label={w.form.extra(place + 1)}>
                <Field label={w.form.extraName} problem={form.at(`/addons/${place}/name`)}>
                  {(control) => (
                    <input
                      {...control}
                      className="input"
                      maxLength={100}
                      autoComplete="off"
                      value={name}
                      onChange={(event) => change(key, { name: event.currentTarget.value })}
                    />
                  )}
                </Field>
                <Field label={w.form.extraPrice(currency)} problem={form.at(`/addons/${place}/price`)}>
                  {(control) => (
                    <input
                      {...control}
                      className="input num"
                      inputMode="decimal"
                      autoComplete="off"
                      value={price}
                      onChange={(event) => change(key, { price: event.currentTarget.value })}
                    />
                  )}
                </Field>
                <button
                  className="button button-quiet button-icon"
                  type="button"
                  aria-label={w.form.removeExtra(name.trim() || w.form.unnamed)}
                  onClick={() => remove(key)}
                >
                  <Icon name="cross" />
                </button>
              </fieldset>
            </li>
          ))}
        </ul>
      )}
      <p>
        <button
          ref={add}
          className="button"
          type="button"
          aria-disabled={extras.length >= MOST}
          onClick={() => extras.length < MOST && append()}
        >
          <Icon name="plus" />
          {w.form.addExtra}
        </button>
      </p>
    </section>
  );
}
