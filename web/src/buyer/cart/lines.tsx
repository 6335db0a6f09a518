/** The lines of a basket, each with the changes since it was put in. */
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { extrasText } from "../order";
import { type Basket, type Line, priceOf } from "./cart";
import { accept, type Change, changesOf, currentLine, type Offers } from "./changes";
import { cart } from "./store";
import { useWords } from "./words";

interface Props {
  basket: Basket;
  /** The present offer; absent while it is not known. */
  offers: Offers | undefined;
  onChange(line: Line): void;
}

export function CartLines({ basket, offers, onChange }: Props) {
  const words = useWords();
  const changes = offers ? changesOf(basket.lines, offers) : new Map<string, Change[]>();
  return (
    <ul className="lines">
      {basket.lines.map((kept) => {
        const of = offers ? currentLine(kept, offers) : kept;
        const changed = changes.get(kept.id) ?? [];
        const gone = changed.some(({ kind }) => kind === "gone");
        return (
          <li key={kept.id}>
            <span className="qty">{of.quantity}</span>
            <span>{of.name}</span>
            <span className="num">{money(priceOf(of), basket.currency)}</span>
            {of.extras.length > 0 && <span className="extra">{words.with(extrasText(of.extras))}</span>}
            {changed.map((change) => (
              <LineChange key={change.kind} change={change} currency={basket.currency} />
            ))}
            <span className="line-do">
              {offers && changed.length > 0 && (
                <button
                  className="link"
                  type="button"
                  onClick={() =>
                    void cart.change((now) => accept(now, basket.sellerId, kept, changed, offers))
                  }
                >
                  {wayOut(changed, words)}
                </button>
              )}
              {!gone && (
                <button
                  className="link"
                  type="button"
                  aria-label={words.changeLine(of.name)}
                  onClick={() => onChange(kept)}
                >
                  {words.change}
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function LineChange({ change, currency }: { change: Change; currency: string }) {
  const words = useWords();
  return (
    <span className="line-change is-soon">
      <Icon name="warning" size={16} />
      {sentence(change, currency, words)}
    </span>
  );
}

function sentence(change: Change, currency: string, words: ReturnType<typeof useWords>): string {
  switch (change.kind) {
    case "price":
      return words.priceNow(money(change.now, currency), money(change.was, currency));
    case "short":
      return words.onlyLeft(change.available);
    case "gone":
      return words.noLonger;
    case "extraGone":
      return words.extraGone(change.name);
  }
}

/** The label of the button that accepts the present offer for a line. */
function wayOut(changes: readonly Change[], words: ReturnType<typeof useWords>): string {
  if (changes.some(({ kind }) => kind === "gone")) return words.takeOut;
  const short = changes.find((change) => change.kind === "short");
  if (short) return short.available === 0 ? words.takeOut : words.take(short.available);
  return changes.some(({ kind }) => kind === "extraGone") ? words.without : words.takePrice;
}
