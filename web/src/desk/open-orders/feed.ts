/** Keeps the rows of the open orders up to date: reads them once, then follows the change feed. */
import { useEffect } from "react";
import { type Answered, type Feed, openFeed } from "~/api/changes";
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { store } from "~/lib/store";
import { clock } from "~/lib/time";
import { early } from "../begin";
import { useDesk } from "../desk-context";
import { live, tryNow } from "../shell/live";
import { sound } from "../shell/switches";
import { readDesk } from "./kept-desk";
import { tick } from "./now";
import { type Connection, connect, readOpen, readRows } from "./reading";
import { book } from "./row-book";
import { putLines } from "./ticket-lines";

/** The interval of full reads of the list, which cover changes that the feed has missed. */
const REREAD = 60_000;

/** Counts the feed's responses: a clock that also runs in a hidden tab. */
export const beats = store(0);

/** The newest version of each batch in the feed. */
export const batchVersions = store<ReadonlyMap<string, number>>(new Map());

/** Whether the list was just updated after a sleep. */
export const awoke = store(false);

/** Reads the list again, after an error. */
export const readAgain = store<() => void>(() => {});

/** Follows the seller's orders while their page is shown. The shell mounts it once, by `useNewCount`. */
export function useFeed(): void {
  const { session, seller } = useDesk();
  useEffect(() => follow(session, seller.id), [session, seller.id]);
}

/** Whether the connection failed; data that the server refuses are never shown from storage. */
const isUnreached = (error: unknown): boolean => error instanceof Problem && error.status === 0;

function follow(session: Session, sellerId: string): () => void {
  const connection: Connection = { client: session.client, sellerId };
  connect(connection);
  book.reset();

  let over = false;
  let lastAnswer = clock.now();
  let failures = 0;
  let wasPaused = false;
  let readAt = 0;
  let asleep = false;
  let reading: Promise<void> | null = null;

  const readAll = (): Promise<void> => {
    reading ??= (async () => {
      const mark = book.mark();
      book.again();
      try {
        const begun = await early.rows();
        const rows = begun?.sellerId === sellerId ? begun.rows : await readOpen(connection);
        readAt = Date.now();
        if (over) return;
        book.takeAll(rows, mark);
        if (asleep && live.get().state === "live") awoke.set(true);
        asleep = false;
      } catch (error) {
        const shown = isUnreached(error) && (await showKept(mark));
        if (!over && !shown) book.failed(error as Error);
      } finally {
        reading = null;
      }
    })();
    return reading;
  };

  /** Shows the orders that this device has stored, however old. */
  const showKept = async (mark: number): Promise<boolean> => {
    const kept = book.state.get().status === "ready" ? null : await readDesk();
    if (over || kept?.seller.id !== sellerId) return false;
    clock.ahead = kept.ahead;
    lastAnswer = kept.at + kept.ahead;
    for (const order of kept.orders) putLines(order);
    book.takeAll(kept.rows, mark);
    live.set({ state: "offline", since: lastAnswer });
    tick();
    return true;
  };

  const answered = ({ changes, gap }: Answered) => {
    lastAnswer = clock.now();
    tick();
    failures = 0;
    if (live.get().state === "offline") {
      live.set({ state: wasPaused ? "paused" : "live", since: lastAnswer });
      // The feed reports changes since its cursor; a list that could not be read is read now.
      if (readAt === 0) void readAll();
    }
    // After a sleep, the network may be available only after the first attempt.
    if (gap || asleep) void readAll();
    const known = batchVersions.get();
    const batches = changes.filter((one) => one.kind === "batch" && one.version > (known.get(one.id) ?? 0));
    if (batches.length > 0)
      batchVersions.set(new Map([...known, ...batches.map(({ id, version }) => [id, version] as const)]));
    const changed = changes.filter((one) => one.kind === "order" && one.version > book.version(one.id));
    const ids = [...new Set(changed.map((one) => one.id))];
    if (ids.length > 0) {
      readRows(connection, ids).then(
        (rows) => over || book.take(rows),
        // The next full read includes them.
        () => {
          readAt = 0;
        },
      );
    }
    beats.set(beats.get() + 1);
    if (Date.now() - readAt > REREAD && !document.hidden && book.state.get().status === "ready")
      void readAll();
  };

  const failed = () => {
    failures += 1;
    const { state } = live.get();
    if (state === "offline" || (failures < 2 && navigator.onLine)) return;
    wasPaused = state === "paused";
    live.set({ state: "offline", since: lastAnswer });
  };

  const slept = async () => {
    // Reads that were in progress are outdated as well.
    await reading;
    asleep = true;
    await readAll();
  };

  const quick = () => !document.hidden || sound.get();
  const feed: Feed = openFeed(sellerId, session, quick(), {
    answered,
    failed,
    slept: () => void slept(),
  });
  const paced = () => feed.pace(quick());
  document.addEventListener("visibilitychange", paced);
  addEventListener("online", feed.now);
  const stops = [
    sound.subscribe(paced),
    live.subscribe(() => book.pause(live.get().state === "paused")),
    session.listen((signedIn) => {
      if (!signedIn) return;
      feed.signedIn();
      void readAll();
    }),
  ];
  tryNow.set(() => {
    if (session.current() === null)
      session.renew().then(
        (token) => token !== null && session.start(token),
        () => {},
      );
    feed.now();
  });
  readAgain.set(() => void readAll());
  book.pause(live.get().state === "paused");
  void readAll();

  return () => {
    over = true;
    feed.close();
    document.removeEventListener("visibilitychange", paced);
    removeEventListener("online", feed.now);
    for (const stop of stops) stop();
  };
}
