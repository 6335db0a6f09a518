/** The kitchen's wall display: orders to accept, prepare and hand over, readable from 1.5 m and usable with wet hands. */
import "./kitchen.css";
import "./slips.css";
import "./all-day.css";
import "./busy.css";
// Last, because they override the others.
import "./sizes.css";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useLate } from "~/lib/loaded";
import { useStore } from "~/lib/store";
import { clock } from "~/lib/time";
import { w } from "~/words/kitchen";
import { ActionsHost, phaseOf, useAct } from "../actions";
import { useDesk } from "../desk-context";
import { Failed } from "../failed";
import { readAgain } from "../open-orders/feed";
import { markOpened } from "../open-orders/opened";
import { useRows, useTicketLines } from "../open-orders/queries";
import { book } from "../open-orders/row-book";
import { useBell } from "../open-orders/sound";
import { useStatusesUnderWay } from "../open-orders/under-way";
import { live, useLive } from "../shell/live";
import { AllDayView } from "./all-day-view";
import { Bars } from "./bars";
import { BusyDialog } from "./busy";
import { nextStep } from "./cook";
import { useKeptTickets } from "./kept-tickets";
import { useKitchenKeys } from "./keys";
import { useKiosk } from "./kiosk";
import { useRail } from "./on-rail";
import { Pass } from "./pass";
import { Rails } from "./rails";
import { useFreshSeller } from "./seller";
import { type Columns, hang } from "./tickets";

export function KitchenPage() {
  const { status, error } = useStore(book.state);
  const [allDay, setAllDay] = useState(false);
  const [busy, setBusy] = useState(false);
  useFreshSeller();
  useBell();
  useKiosk();
  useEffect(neverPaused, []);
  const columns = useColumns();
  return (
    <div className="kitchen">
      <Pass allDay={allDay} onAllDay={() => setAllDay(!allDay)} onBusy={() => setBusy(true)} />
      <Bars />
      {status === "failed" && error ? (
        <Failed error={error} again={readAgain.get()} />
      ) : status === "loading" ? (
        <Loading />
      ) : (
        <Orders columns={columns} allDay={allDay} onBack={() => setAllDay(false)} />
      )}
      {busy && <BusyDialog onClose={() => setBusy(false)} />}
      <ActionsHost inPlace />
    </div>
  );
}

/** Paused updates continue here, because nobody would notice the pause. */
function neverPaused(): void {
  if (live.get().state === "paused") live.set({ state: "live", since: clock.now() });
}

function useColumns(): Columns {
  const { seller } = useDesk();
  const rows = useRows();
  const cancelled = useRail();
  const statuses = useStatusesUnderWay();
  const deliveryMinutes = seller.deliveryTimeMinutes ?? 0;
  return useMemo(() => {
    const headingFor = (id: string) => {
      const status = statuses.get(id);
      return status === undefined ? undefined : phaseOf(status);
    };
    return hang(rows, { headingFor, cancelled, deliveryMinutes });
  }, [rows, cancelled, statuses, deliveryMinutes]);
}

/** How many tickets have numbers for keys. */
const NUMBERED = 9;

function Orders({ columns, allDay, onBack }: { columns: Columns; allDay: boolean; onBack: () => void }) {
  const { state } = useLive();
  const act = useAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const all = useMemo(() => [...columns.fresh, ...columns.work, ...columns.ready], [columns]);
  const ids = useMemo(() => all.map((row) => row.id), [all]);
  const orders = useTicketLines(ids);
  useKeptTickets(all, orders);
  const numbered = useMemo(
    () => [...columns.fresh, ...columns.work].slice(0, NUMBERED).map((row) => row.id),
    [columns],
  );
  const choose = useCallback((id: string) => {
    setChosen(id);
    markOpened(id);
  }, []);
  const offline = state === "offline";
  const next = useCallback(
    (id: string) => {
      const row = all.find((one) => one.id === id);
      if (row === undefined || offline) return;
      const step = nextStep(row, orders.get(id));
      if (step) act(row, step);
    },
    [all, orders, act, offline],
  );
  useKitchenKeys({ ids: numbered, chosen, choose, next });
  if (allDay)
    return (
      <main className="all-day-page" id="main" tabIndex={-1}>
        <AllDayView columns={columns} orders={orders} onBack={onBack} />
      </main>
    );
  return (
    <Rails
      columns={columns}
      orders={orders}
      numbered={numbered}
      chosen={chosen}
      old={offline}
      onChoose={choose}
    />
  );
}

function Loading() {
  const late = useLate();
  return (
    <main className="rails" id="main" aria-busy="true">
      <p className="out-of-sight" role="status">
        {w.loading}
      </p>
      {late &&
        [w.new, w.work, w.ready].map((name) => (
          <section key={name} aria-hidden="true">
            <p className="rail-head">{name}</p>
            <div className="rail-list hung">
              <div className="slip cook">
                <span className="ghost ghost-number" />
                <span className="ghost ghost-line" />
                <span className="ghost ghost-line" />
              </div>
            </div>
          </section>
        ))}
    </main>
  );
}
