/** A driver's own page, for one thumb and without a connection. Today's batches, then one stop at a time. */
import "./drive.css";
import "./rail.css";
import "./stop.css";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { Bell } from "../notifications/bell";
import { useTitle } from "../shell/title";
import { Updates } from "../shell/updates";
import { Blank } from "../states";
import { Account } from "./account";
import { type Driver, keepDriver, useDriver, useMaybeDriver } from "./driver";
import { Completed, End } from "./end";
import { Home, numberOf } from "./home";
import { PickUp } from "./pick-up";
import { Rail } from "./rail";
import { RefusedStep } from "./refused-step";
import { parseDriveSearch } from "./search";
import { SignalLine } from "./signal-line";
import type { Batch } from "./steps";
import { StopList } from "./stop-list";
import { StopPage } from "./stop-page";
import { isDone, nextOf, stopsOf } from "./stops";
import { DriveContext, useDrive, useDriveNow, useOwnDrive } from "./use-drive";

export function DrivePage() {
  const driver = useMaybeDriver();
  if (driver === null) return <Navigate to="/desk/orders" replace />;
  return <Own driver={driver} key={driver.memberId} />;
}

function Own({ driver }: { driver: Driver }) {
  const drive = useOwnDrive(driver);
  useTitle(w.title(driver.me.seller?.name ?? "Docket"));
  useEffect(() => keepDriver(driver.me), [driver.me]);
  return (
    <DriveContext value={drive}>
      <Tour />
    </DriveContext>
  );
}

function Tour() {
  const { batch: id } = parseDriveSearch(useSearch({ strict: false }));
  const { tour, batches } = useDriveNow();
  const batch = batches.find((one) => one.id === id) ?? tour?.completed.find((one) => one.id === id);
  if (id === undefined || tour === null)
    return (
      <Frame title={<h1>{w.today}</h1>} home>
        <Home />
      </Frame>
    );
  if (batch === undefined)
    return (
      <Frame title={<h1>{w.today}</h1>}>
        <div className="drive-scroll">
          <Blank icon="moving" title={w.gone}>
            <p>{w.goneHint}</p>
            <Link className="button" to="/desk/drive">
              {w.toBatches}
            </Link>
          </Blank>
        </div>
      </Frame>
    );
  return (
    <Frame
      title={
        <>
          <h1>
            {w.batch} <span className="mono">{numberOf(batch)}</span>
          </h1>
          <span className="quiet cut">{batch.zone?.name ?? batch.zone?.id}</span>
        </>
      }
    >
      <OfBatch batch={batch} />
    </Frame>
  );
}

function OfBatch({ batch }: { batch: Batch }) {
  const { stop: asked, list = false } = parseDriveSearch(useSearch({ strict: false }));
  const { steps } = useDriveNow();
  const mine = steps.filter(({ batchId }) => batchId === batch.id);
  const stops = stopsOf(batch, mine);
  const refused = (kind: "pickup" | "sequence" | "complete") =>
    mine.filter((step) => step.kind === kind && step.refused);
  const here = stops.find(({ stop }) => stop.id === asked) ?? nextOf(stops);
  const shown = here?.stop.id;
  // Another stop is another page: screen readers announce its address.
  useEffect(() => {
    if (shown !== undefined) document.getElementById("stop")?.focus();
  }, [shown]);
  if (batch.status === "COMPLETED" || batch.status === "CANCELLED") return <Completed batch={batch} />;
  if (batch.status === "PENDING" || batch.status === "ASSIGNED")
    return <PickUp batch={batch} stops={stops} refused={refused("pickup")} />;
  const left = stops.filter((stop) => !isDone(stop));
  const onlyProblems = left.length > 0 && left.every(({ state }) => state === "problem");
  return (
    <>
      <div className="drive-bar">
        <Rail batchId={batch.id} stops={stops} hereId={list ? undefined : shown} />
        {!list && (
          <Link className="stop-web" to="/desk/drive" search={{ batch: batch.id, list: true }}>
            {w.list}
          </Link>
        )}
      </div>
      {refused("sequence").map((step) => (
        <RefusedStep key={step.id} step={step} />
      ))}
      {onlyProblems && !list && <p className="drive-note">{w.end.left(left.length)}</p>}
      {list ? (
        <StopList batch={batch} stops={stops} />
      ) : here === null || here === undefined ? (
        <End batch={batch} refused={refused("complete")} />
      ) : (
        <StopPage key={here.stop.id} batch={batch} here={here} stops={stops} />
      )}
    </>
  );
}

function Frame({ title, home = false, children }: { title: ReactNode; home?: boolean; children: ReactNode }) {
  const { session } = useDriver();
  const { beats } = useDrive();
  const { tour } = useDriveNow();
  const phone = tour?.seller.phone;
  return (
    <div className="drive">
      <Updates />
      <header className="drive-top">
        {!home && (
          <Link
            className="button button-quiet button-icon"
            to="/desk/drive"
            aria-label={w.toBatches}
            title={w.toBatches}
          >
            <Icon name="list" />
          </Link>
        )}
        {title}
        <span className="drive-tools">
          {phone && (
            <a
              className="button button-quiet button-icon"
              href={`tel:${phone}`}
              aria-label={w.callSeller(tour?.seller.name ?? "")}
            >
              <Icon name="call" />
            </a>
          )}
          <Bell session={session} beats={beats} zone={tour?.seller.timezone ?? "UTC"} />
          <Account />
        </span>
      </header>
      <SignalLine />
      <main className="drive-main" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
