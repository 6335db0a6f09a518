/** The dialog that adds or changes a line: quantity and extras. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { type Line, line, MOST_PIECES, priceOf } from "./cart";
import { Stepper } from "./stepper";
import type { Product } from "./types";
import { useWords } from "./words";

interface Props {
  product: Product;
  /** The line to change; absent for a new one. */
  changed: Line | undefined;
  /** The most pieces that this line may have. */
  most: number;
  /** Called with the new line; null removes it. */
  onDone(line: Line | null): void;
  onClose(): void;
}

export function ExtrasDialog({ product, changed, most, onDone, onClose }: Props) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [quantity, setQuantity] = useState(changed?.quantity ?? 1);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(
    new Map(changed?.extras.map((extra) => [extra.addonId, extra.quantity])),
  );

  useEffect(() => dialog.current?.showModal(), []);

  const extras = product.addons.map(({ id, name, price }) => ({
    addonId: id,
    name,
    price,
    quantity: chosen.get(id) ?? 0,
  }));
  const made = line(product, extras, quantity);
  const choose = (id: string, count: number) => setChosen(new Map(chosen).set(id, count));
  const amount = money(priceOf(made), product.currency);

  const done = (event: FormEvent) => {
    event.preventDefault();
    onDone(quantity > 0 ? made : null);
    dialog.current?.close();
  };

  return (
    <dialog
      className="extras"
      ref={dialog}
      aria-labelledby="extras-title"
      onClose={onClose}
      {...{ closedby: "any" }}
    >
      <div className="extras-head">
        <h2 id="extras-title">{product.name}</h2>
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={words.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="cross" />
        </button>
      </div>
      <form method="dialog" onSubmit={done}>
        {product.description && <p className="quiet">{product.description}</p>}
        {extras.length > 0 && (
          <fieldset>
            <legend>{words.extras}</legend>
            {extras.map((extra) => (
              <div className="extra-row" key={extra.addonId}>
                <span>{extra.name}</span>
                <span className="quiet">+{money(extra.price, product.currency)}</span>
                {extra.quantity > 0 ? (
                  <Stepper
                    id={`extra-${extra.addonId}`}
                    quantity={extra.quantity}
                    most={MOST_PIECES}
                    less={words.oneLess(extra.name)}
                    more={words.oneMore(extra.name)}
                    onLess={() => {
                      choose(extra.addonId, extra.quantity - 1);
                      if (extra.quantity === 1) focusSoon(`extra-${extra.addonId}`);
                    }}
                    onMore={() => choose(extra.addonId, extra.quantity + 1)}
                  />
                ) : (
                  <button
                    className="button"
                    type="button"
                    id={`extra-${extra.addonId}`}
                    aria-label={words.addOne(extra.name)}
                    onClick={() => {
                      choose(extra.addonId, 1);
                      focusSoon(`extra-${extra.addonId}`);
                    }}
                  >
                    <Icon name="plus" />
                    {words.add}
                  </button>
                )}
              </div>
            ))}
          </fieldset>
        )}
        <div className="extras-do">
          <Stepper
            quantity={quantity}
            most={Math.min(most, MOST_PIECES)}
            less={words.oneLess(product.name)}
            more={words.oneMore(product.name)}
            onLess={() => setQuantity(Math.max(changed ? 0 : 1, quantity - 1))}
            onMore={() => setQuantity(quantity + 1)}
          />
          <button className="button button-primary button-large" type="submit">
            {quantity === 0 ? words.takeOut : changed ? words.changeFor(amount) : words.addFor(amount)}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/**
 * Moves the focus to the element that replaces a removed button. If the focus has moved elsewhere while the cart was
 * being stored, it remains there.
 */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  });
}
