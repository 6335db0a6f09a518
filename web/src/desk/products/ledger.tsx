/** The adjustments: quantity, reason, person and time; newest first. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { timeOrDay } from "../open-orders/labels";
import { signed } from "./change";
import { useStockChanges } from "./queries";

export function Ledger({ id, limit, whole }: { id: string; limit: number; whole: boolean }) {
  const { zone } = useDesk();
  const read = useStockChanges(id, limit);
  const changes = read.data?.pages.flatMap((page) => page.changes);
  if (read.error && changes === undefined)
    return (
      <p className="small" role="alert">
        {w.ledger.failed}{" "}
        <button className="link" type="button" onClick={() => void read.refetch()}>
          {w.ledger.again}
        </button>
      </p>
    );
  if (changes === undefined) return <span className="ghost ghost-line" />;
  if (changes.length === 0) return <p className="small quiet">{w.ledger.none}</p>;
  return (
    <>
      <ul className="ledger small">
        {changes.map(({ at, change, reason, by }) => (
          <li key={`${at} ${by.id} ${change} ${reason}`}>
            <span className="mono">{signed(change)}</span>
            <span>{w.ledger.by(reason, by.name ?? w.ledger.former)}</span>
            <time className="quiet" dateTime={at}>
              {timeOrDay(Date.parse(at), zone)}
            </time>
          </li>
        ))}
      </ul>
      {whole && read.hasNextPage && (
        <button
          className="button ledger-more"
          type="button"
          aria-busy={read.isFetchingNextPage}
          onClick={() => void read.fetchNextPage()}
        >
          <Icon name="down" size={16} />
          {w.ledger.more}
        </button>
      )}
    </>
  );
}
