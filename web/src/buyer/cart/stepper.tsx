/** A quantity with buttons for one less and one more. At the maximum it says why there is no more. */
import { Icon } from "~/ui/icon";
import { announce } from "./announcer";
import { useWords } from "./words";

interface Props {
  quantity: number;
  less: string;
  more: string;
  /** How many pieces are available. */
  most: number;
  onLess(): void;
  onMore(): void;
  id?: string;
}

export function Stepper({ quantity, less, more, most, onLess, onMore, id }: Props) {
  const words = useWords();
  const full = quantity >= most;
  return (
    <span className="stepper">
      <button className="button button-icon" type="button" aria-label={less} onClick={onLess}>
        <Icon name="minus" />
      </button>
      <b>{quantity}</b>
      <button
        className="button button-icon"
        type="button"
        id={id}
        aria-label={more}
        aria-disabled={full || undefined}
        title={full ? words.noMore(most) : undefined}
        onClick={() => (full ? announce(words.noMore(most)) : onMore())}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}
