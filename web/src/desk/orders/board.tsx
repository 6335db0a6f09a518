/** One bar across, a lane for each phase, and the orders as tickets that hang from it. */
import { type CSSProperties, memo, startTransition, useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { facts, isLate } from "../open-orders/facts";
import { phaseLabel, phaseLook } from "../open-orders/labels";
import { useNow } from "../open-orders/now";
import { askLines } from "../open-orders/ticket-lines";
import type { OrderRow, Phase } from "../open-orders/types";
import { byArrival } from "./list";
import { Ticket } from "./ticket";

export interface LaneRows {
  phase: Phase;
  rows: OrderRow[];
}

/** The rows of each phase, in the order in which the board shows them. */
export function lanesOf(
  phases: readonly Phase[],
  rows: readonly OrderRow[],
  sorted: boolean,
  now: number,
): LaneRows[] {
  const lanes = new Map<Phase, OrderRow[]>(phases.map((phase) => [phase, []]));
  for (const row of rows) lanes.get(row.phase)?.push(row);
  return [...lanes].map(([phase, own]) => ({ phase, rows: sorted ? own : own.sort(byArrival(now)) }));
}

/** Fewer lanes than these do not become wider. */
const FEW = 3;

export function Board({ name, lanes }: { name: string; lanes: readonly LaneRows[] }) {
  return (
    <>
      <Jump lanes={lanes} />
      <div className="board" style={{ "--lanes": Math.max(lanes.length, FEW) } as CSSProperties}>
        {lanes.map(({ phase, rows }) => (
          <Lane key={phase} name={name} phase={phase} rows={rows} />
        ))}
      </div>
    </>
  );
}

/** How many tickets a lane shows at first, and how many more when its end comes near. */
const AT_ONCE = 15;
const MORE = 8;

interface LaneProps extends LaneRows {
  /** Changes with the filters: the lane then begins at its top. */
  name: string;
}

const Lane = memo(function Lane({ name, phase, rows }: LaneProps) {
  const { seller } = useDesk();
  const [state, setState] = useState({ name, shown: AT_ONCE });
  if (state.name !== name) setState({ name, shown: AT_ONCE });
  const { shown } = state;
  // The lines of the next tickets are loaded in advance.
  useEffect(() => askLines(rows.slice(0, shown + 2 * MORE).map((row) => row.id)), [rows, shown]);
  const look = phaseLook(phase);
  const left = rows.length - shown;
  return (
    <section className="lane" aria-labelledby={`lane-${phase}`} data-lane={phase}>
      <header className="lane-head">
        <h2 id={`lane-${phase}`} className={`status ${look.className}`}>
          <Icon name={look.icon} />
          {phaseLabel(phase, seller.lifecycle)}
        </h2>
        <span className="count">{rows.length}</span>
        <Hint phase={phase} rows={rows} />
      </header>
      <ul className="lane-list hung">
        {rows.slice(0, shown).map((row) => (
          <Ticket key={row.id} row={row} />
        ))}
      </ul>
      {left > 0 && (
        <More left={left} onMore={() => startTransition(() => setState({ name, shown: shown + MORE }))} />
      )}
    </section>
  );
});

let lastTurn = 0;

/** Milliseconds to wait, so that each of several lanes grows in a frame of its own. */
function nextTurn(): number {
  const now = performance.now();
  lastTurn = Math.max(now, lastTurn + 17);
  return lastTurn - now;
}

/** The end of a lane's tickets: more are shown when it is near, or when it is pressed. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  // biome-ignore lint/correctness/useExhaustiveDependencies: watched anew when more were shown, as it may still be near.
  useEffect(() => {
    if (!button.current) return;
    let turn: ReturnType<typeof setTimeout> | undefined;
    const watcher = new IntersectionObserver(
      (seen) => {
        // All lanes end at similar heights: each grows in a task of its own.
        if (seen.some((one) => one.isIntersecting)) turn = setTimeout(() => more.current(), nextTurn());
      },
      { rootMargin: "1200px" },
    );
    watcher.observe(button.current);
    return () => {
      watcher.disconnect();
      clearTimeout(turn);
    };
  }, [left]);
  return (
    <button ref={button} className="button button-quiet lane-more" type="button" onClick={onMore}>
      {w.lane.more(left)}
    </button>
  );
}

/** The most important fact of a lane beside its count. */
function Hint({ phase, rows }: { phase: Phase; rows: readonly OrderRow[] }) {
  const now = useNow();
  const hint = useMemo(() => hintOf(phase, rows, now), [phase, rows, now]);
  if (hint === null) return null;
  return <span className={`lane-hint small${hint.late ? " is-bad strong" : " quiet"}`}>{hint.text}</span>;
}

function hintOf(
  phase: Phase,
  rows: readonly OrderRow[],
  now: number,
): { text: string; late: boolean } | null {
  const late = rows.filter((row) => isLate(row, now)).length;
  if (late > 0) return { text: w.lane.late(late), late: true };
  if (phase === "open" && rows.length > 0) {
    const oldest = rows.reduce((least, row) => Math.min(least, facts(row).placedAt), now);
    return { text: w.lane.oldest(Math.floor((now - oldest) / 60_000)), late: false };
  }
  if (phase === "ready") {
    const waiting = rows.filter(
      (row) => row.fulfilment.method === "delivery" && row.driverId === undefined,
    ).length;
    return waiting > 0 ? { text: w.lane.waiting(waiting), late: false } : null;
  }
  if (phase === "in_transit") {
    const drivers = new Set(rows.map((row) => row.driverId).filter(Boolean)).size;
    return drivers > 0 ? { text: w.lane.drivers(drivers), late: false } : null;
  }
  return null;
}

/** On a phone the lanes are one below the other, and this strip links to them. */
function Jump({ lanes }: { lanes: readonly LaneRows[] }) {
  const { seller } = useDesk();
  const [here, setHere] = useState<string>();
  const names = lanes.map(({ phase }) => phase).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lanes are watched anew.
  useEffect(() => {
    // The current lane is the one that crosses a line in the upper third.
    const watcher = new IntersectionObserver(
      (seen) => {
        const lane = seen.find((one) => one.isIntersecting)?.target as HTMLElement | undefined;
        if (lane) setHere(lane.dataset.lane);
      },
      { rootMargin: "-30% 0px -69%" },
    );
    for (const lane of document.querySelectorAll("[data-lane]")) watcher.observe(lane);
    return () => watcher.disconnect();
  }, [names]);
  return (
    <nav className="jump" aria-label={w.lane.jump} style={{ "--lanes": lanes.length } as CSSProperties}>
      {lanes.map(({ phase, rows }, at) => (
        <a
          key={phase}
          href={`#lane-${phase}`}
          {...((here ?? lanes[0]?.phase) === phase && { "aria-current": "true" as const })}
          onClick={(event) => {
            // The router would treat the fragment as a change of the address.
            event.preventDefault();
            const lane = document.querySelector(`[data-lane="${phase}"]`);
            if (at === 0) scrollTo({ top: 0 });
            else lane?.scrollIntoView();
          }}
        >
          <span className={phaseLook(phase).className}>
            <Icon name={phaseLook(phase).icon} />
            {rows.length}
          </span>
          <span>{phaseLabel(phase, seller.lifecycle, true)}</span>
        </a>
      ))}
    </nav>
  );
}
