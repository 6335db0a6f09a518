/** Bars above the list: paused updates, a muted bell, a sleeping tab, new orders that wait, results of a search. */
import { useEffect } from "react";
import { useStore } from "~/lib/store";
import { clock } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { awoke } from "../open-orders/feed";
import { Muted } from "../open-orders/muted";
import { book } from "../open-orders/row-book";
import { live, useLive } from "../shell/live";
import type { Found } from "./use-list";
import { useChangeSearch } from "./use-search";

export function Bars({ held, onShow, found }: { held: number; onShow: () => void; found: Found | null }) {
  return (
    <>
      <div className="bars" role="status">
        <Paused />
        <Muted />
        <Awoke />
        {found && <Searched found={found} />}
      </div>
      <div className="fresh" role="status">
        {held > 0 && (
          <button className="fresh-bar" type="button" onClick={onShow}>
            <Icon name="up" />
            <b>{w.fresh(held)}</b>
            <span>{w.showFresh}</span>
          </button>
        )}
      </div>
    </>
  );
}

function Paused() {
  const { state } = useLive();
  const { waiting } = useStore(book.state);
  if (state !== "paused") return null;
  return (
    <div className="notice">
      <Icon name="pause" className="is-soon" />
      <span>
        <b>{w.paused}</b> {w.changesWait(waiting)}
      </span>
      <button
        className="button"
        type="button"
        onClick={() => live.set({ state: "live", since: clock.now() })}
      >
        <Icon name="play" />
        {w.goOn}
      </button>
    </div>
  );
}

/** For how long it is shown, in milliseconds. */
const SAID = 8_000;

function Awoke() {
  const shown = useStore(awoke);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => awoke.set(false), SAID);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="notice">
      <Icon name="reload" />
      <span>{w.awoke}</span>
    </div>
  );
}

/** The board has no lane for ended orders; the table lists them. */
function Searched({ found: { rows, looking, failed } }: { found: Found }) {
  const change = useChangeSearch();
  if (failed) return <p className="bars-line small quiet">{w.search.failed}</p>;
  if (looking && rows.length === 0) return <p className="bars-line small quiet">{w.search.looking}</p>;
  if (rows.length === 0) return null;
  return (
    <p className="bars-line small quiet">
      {w.search.more(rows.length)}{" "}
      <button className="link" type="button" onClick={() => change({ view: "table" })}>
        {w.search.show}
      </button>
    </p>
  );
}
