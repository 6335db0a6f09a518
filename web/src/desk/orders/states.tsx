/** Messages in place of the list: while it is read, when it is empty, and when reading failed. */
import { useLate } from "~/lib/loaded";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { toast } from "../shell/toast";
import { Blank, LoadingRows, ReadFailed } from "../states";
import { useFilterLabels } from "./filters";
import { NO_FILTERS, type Tab } from "./search";
import { SearchLink, useChangeSearch } from "./use-search";

export function Loading({ table }: { table: boolean }) {
  const late = useLate();
  if (table) return <LoadingRows />;
  return (
    <div role="status" aria-label={w.loading} className="loading">
      {late && <TicketGhosts />}
    </div>
  );
}

const times = (count: number) => Array.from({ length: count }, (_, at) => at);

function TicketGhosts() {
  return (
    <div className="board" aria-hidden="true">
      {times(4).map((lane) => (
        <div key={lane} className="lane">
          <div className="lane-head">
            <span className="ghost ghost-short" />
          </div>
          <div className="lane-list hung">
            {times(3).map((at) => (
              <div key={at} className="slip ticket ghost-ticket">
                <div className="ticket-head">
                  <span className="ghost ghost-number" />
                  <span className="ghost ghost-short due" />
                </div>
                <span className="ghost ghost-name" />
                <span className="ghost ghost-line" />
                <span className="ghost ghost-mid" />
                <div className="ticket-foot">
                  <span className="ghost ghost-short" />
                  <span className="ghost ghost-button" />
                </div>
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** A seller without any order. */
export function Empty() {
  const { seller } = useDesk();
  const shop = `/s/${seller.id}`;
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(shop, location.href).href);
    toast({ kind: "status", text: w.empty.copied });
  };
  return (
    <Blank icon="orders" title={w.empty.title}>
      <p className="quiet">{w.empty.text}</p>
      <p className="button-row">
        <a className="button button-primary" href={shop}>
          <Icon name="shop" />
          {w.empty.shop}
        </a>
        <button className="button" type="button" onClick={() => void copy()}>
          <Icon name="copy" />
          {w.empty.copy}
        </button>
      </p>
    </Blank>
  );
}

/** A tab without orders, while others have some. */
export function NothingHere({ tab, elsewhere }: { tab: Tab; elsewhere: number }) {
  return (
    <Blank icon={tab === "done" ? "clock" : "done"} title={w.nothing[tab]}>
      <p className="quiet">{elsewhere > 0 ? w.nothing.hint(elsewhere) : w.nothing.hintNone}</p>
      {tab !== "now" && (
        <p className="button-row">
          <SearchLink className="button" search={{}}>
            {w.nothing.show}
          </SearchLink>
        </p>
      )}
    </Blank>
  );
}

/** Names the filters that hide everything. */
export function NoMatch({ without }: { without: number }) {
  const change = useChangeSearch();
  const labels = useFilterLabels();
  return (
    <Blank icon="filter" title={w.none.title}>
      <p className="quiet">
        {labels.map(({ label, value, names }, at) => (
          <span key={names.join()}>
            {at > 0 && ", "}
            {label} <b>{value}</b>
          </span>
        ))}
        . {w.none.without(without)}
      </p>
      <p className="button-row">
        <button className="button button-primary" type="button" onClick={() => change(NO_FILTERS)}>
          {w.none.clear}
        </button>
      </p>
    </Blank>
  );
}

export function Failed({ error, again }: { error: Error; again: () => void }) {
  return <ReadFailed error={error} again={again} title={w.error.title} forbidden={w.error.forbidden} />;
}
