/** Dispatch: waiting orders on the left, open batches on the right, problems on top. */
import "./dispatch.css";
import "./stops.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { ActionsHost } from "../actions";
import { useTicketLines } from "../open-orders/queries";
import { book } from "../open-orders/row-book";
import { Blank, LoadingRows, ReadFailed } from "../states";
import { BatchCard } from "./batch-card";
import {
  type Batch,
  type Proposal,
  type Stop,
  useBatches,
  useCompletedToday,
  useFresh,
  useProposals,
} from "./batches";
import { Draft } from "./draft";
import { DRAFT, type Dragged, WAITING } from "./drag";
import { HalfMoved } from "./half-moved";
import { placed, tailOf } from "./places";
import { say, useSaid } from "./say";
import { type Part, parseDispatchSearch } from "./search";
import { Troubles } from "./trouble";
import { useMoves } from "./use-moves";
import { Waiting } from "./waiting";

export function DispatchPage() {
  const batches = useBatches();
  const proposals = useProposals();
  useFresh();
  const error = batches.data ? (proposals.data ? null : proposals.error) : batches.error;
  if (error)
    return (
      <ReadFailed
        error={error}
        title={w.failed}
        again={() => void Promise.all([batches.refetch(), proposals.refetch()])}
      />
    );
  if (!batches.data || !proposals.data) return <LoadingRows />;
  return (
    <Board batches={batches.data} proposals={proposals.data.proposals} complete={proposals.data.complete} />
  );
}

interface BoardProps {
  batches: readonly Batch[];
  proposals: readonly Proposal[];
  complete: boolean;
}

function Board({ batches, proposals, complete }: BoardProps) {
  const { part = "waiting" } = parseDispatchSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const moves = useMoves();
  const completed = useCompletedToday();
  const { byId: rows } = useStore(book.state);
  const [chosen, choose] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const [goesTo, setGoesTo] = useState(false);
  const waits = useMemo(() => proposals.flatMap(({ orders }) => orders), [proposals]);
  const waiting = useMemo(() => new Set(waits.map(({ id }) => id)), [waits]);
  const orders = useTicketLines(useMemo(() => waits.map(({ id }) => id), [waits]));
  const stops = useKnownStops(waits, batches);
  const kept = useKeptFocus();

  // The new batch is rendered first, on a phone in the other part, and then scrolled to.
  useLayoutEffect(() => {
    if (!goesTo || part !== "batches") return;
    heading.current?.focus();
    setGoesTo(false);
  }, [goesTo, part]);
  const showDraft = () => {
    void navigate({ to: "/desk/dispatch", search: { part: "batches" }, replace: true });
    setGoesTo(true);
  };
  const toDraft = async (order: string, from: Batch | undefined, place = chosen.length) => {
    if (from !== undefined && !(await moves.takeOut(order, from))) return;
    choose((now) => placed(now, order, place));
    say(w.said.chosen(tailOf(order)));
  };
  const drop = ({ order, from }: Dragged, to: Batch | null, place: number) => {
    const source = batches.find(({ id }) => id === from);
    if (to === null) {
      if (from === DRAFT) choose(placed(chosen, order, place));
      else void toDraft(order, source, place);
    } else if (source?.id === to.id) moves.toPlace(to, order, place);
    else if (source) void moves.toBatch(order, source, to);
    else if (from === DRAFT || from === WAITING)
      void moves.add(order, to).then((done) => done && choose((now) => now.filter((one) => one !== order)));
  };
  const ready = waits.filter(({ status }) => status === "READY").length;
  return (
    <div className={`dispatch shows-${part}`} ref={kept}>
      <Tabs part={part} counts={{ waiting: waits.length, batches: batches.length }} />
      <Troubles batches={batches} moves={moves} />
      <HalfMoved moves={moves} />
      <p className="out-of-sight" role="status">
        {useSaid()}
      </p>
      <section className="waiting" aria-labelledby="waiting">
        <header className="lane-head">
          <h2 id="waiting" className="status status-ready">
            <Icon name="ready" />
            {w.waiting}
          </h2>
          <span className="count">{waits.length}</span>
          <span className="lane-hint small quiet">{w.ready(ready, waits.length - ready)}</span>
        </header>
        {proposals.length === 0 ? (
          <Blank icon="ready" title={w.nothingWaits}>
            <p>{w.nothingWaitsHint}</p>
            <Link className="button" to="/desk/orders">
              {w.orders}
            </Link>
          </Blank>
        ) : (
          <Waiting
            proposals={proposals}
            rows={rows}
            orders={orders}
            chosen={chosen}
            onChoose={choose}
            onShowDraft={showDraft}
          />
        )}
        {!complete && <p className="small quiet waiting-more">{w.notAll}</p>}
      </section>
      <section className="batches" aria-labelledby="batches">
        <header className="lane-head">
          <h2 id="batches" className="status status-moving">
            <Icon name="moving" />
            {w.batches}
          </h2>
          <span className="count">{batches.length}</span>
          {completed !== undefined && <span className="lane-hint small quiet">{w.completed(completed)}</span>}
        </header>
        {batches.length === 0 && chosen.length === 0 ? (
          <Blank icon="moving" title={w.noBatches}>
            <p>{w.noBatchesHint}</p>
          </Blank>
        ) : (
          <div className="batch-row">
            {chosen.length > 0 && (
              <Draft
                ids={chosen}
                stops={stops}
                rows={rows}
                waiting={waiting}
                batches={batches}
                heading={heading}
                onIds={choose}
                onDrop={(dragged, place) => drop(dragged, null, place)}
              />
            )}
            {batches.map((batch) => (
              <BatchCard
                key={batch.id}
                batch={batch}
                others={batches.filter(({ id }) => id !== batch.id)}
                rows={rows}
                moves={moves}
                onDrop={(dragged, place) => drop(dragged, batch, place)}
                onToDraft={(order, from) => void toDraft(order, from)}
              />
            ))}
          </div>
        )}
      </section>
      <ActionsHost />
    </div>
  );
}

function Tabs({ part, counts }: { part: Part; counts: Record<Part, number> }) {
  return (
    <nav className="tabs dispatch-tabs" aria-label={w.parts}>
      {(["waiting", "batches"] as const).map((one) => (
        <Link
          key={one}
          to="/desk/dispatch"
          search={one === "batches" ? { part: one } : {}}
          replace
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={one === part ? "page" : undefined}
        >
          {one === "waiting" ? w.waiting : w.batches}
          <span className="count">{counts[one]}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Every stop that this page has seen: a chosen order remains visible when another batch takes it. */
function useKnownStops(waits: readonly Stop[], batches: readonly Batch[]): ReadonlyMap<string, Stop> {
  const known = useRef(new Map<string, Stop>());
  return useMemo(() => {
    const next = new Map(known.current);
    for (const stop of [...waits, ...batches.flatMap(({ orders }) => orders ?? [])]) next.set(stop.id, stop);
    known.current = next;
    return next;
  }, [waits, batches]);
}

/** Keeps the focus on the grip of a moved stop: browsers drop it when the element changes its place. */
function useKeptFocus() {
  const root = useRef<HTMLDivElement>(null);
  const grip = useRef<string | null>(null);
  const active = document.activeElement;
  if (active instanceof HTMLElement && root.current?.contains(active))
    grip.current = active.dataset.grip ?? null;
  else if (active !== null && active !== document.body) grip.current = null;
  useLayoutEffect(() => {
    if (grip.current === null || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>(`[data-grip="${grip.current}"]`)?.focus();
  });
  return root;
}
