/**
 * The feed of a seller's staff, or of a driver, in this tab: new entries, and the number of unread ones. It is polled
 * whenever the page has received a response of the change feed, but at most every few seconds; without new entries a poll
 * is cheap. Other tabs are informed at once when one marks entries as read.
 */
import type { components } from "~/api/schema";
import type { Session } from "~/api/session";
import { type Store, store } from "~/lib/store";
import { callOnce } from "./call";

export type Entry = components["schemas"]["Notification"];

export interface Notifications {
  /** Newest first; null until they were read once. */
  entries: readonly Entry[] | null;
  /** At most 100, which means more than 99. */
  unread: number;
  /** The entry up to which the reader has read; null for nothing. */
  readUpTo: string | null;
  /** The cursor of older entries, if there are any. */
  next: string | null;
  /** The error of the last read. */
  error: Error | null;
}

const NOTHING: Notifications = { entries: null, unread: 0, readUpTo: null, next: null, error: null };

export const notifications: Store<Notifications> = store(NOTHING);

/** The operations on a feed while it is followed. */
export interface Follower {
  /** Reads the newest entries, even when nothing seems to have changed. */
  read(): Promise<void>;
  /** Reads older entries after those that are shown. */
  older(): Promise<void>;
  /** Marks the displayed entries as read. */
  markRead(): Promise<void>;
}

export const follower: Store<Follower | null> = store<Follower | null>(null);

/** The least milliseconds between two polls. */
const EVERY = 8_000;
const PAGE = 30;

/** The owner of the feed. */
export interface Source {
  session: Session;
  /** Absent for drivers, who have a feed of their own. */
  sellerId?: string;
  /** Calls back whenever the page has received a response of the change feed. */
  beats: Pick<Store<unknown>, "subscribe">;
}

/** A message between tabs. */
interface Read {
  sellerId: string | undefined;
  unread: number;
  readUpTo: string;
}

const change = (part: Partial<Notifications>) => notifications.set({ ...notifications.get(), ...part });

/** Follows a feed until the returned function is called. */
export function follow({ session, sellerId, beats }: Source): () => void {
  const others = new BroadcastChannel("docket-notifications");
  let etag: string | null = null;
  let lookedAt = 0;
  let over = false;
  let looking: Promise<void> | null = null;

  const read = async (known: string | null): Promise<void> => {
    lookedAt = Date.now();
    try {
      const query = { sellerId, limit: PAGE };
      const answer = await session.client.newer("/api/notifications", known, { query });
      if (over) return;
      etag = answer.etag;
      if (answer.body === null) {
        if (notifications.get().error !== null) change({ error: null });
        return;
      }
      const before = notifications.get().entries;
      const { notifications: entries, unread, readUpTo, pagination } = answer.body;
      change({ entries, unread, readUpTo, next: pagination.nextCursor, error: null });
      const newest = before?.[0]?.id ?? "";
      if (before !== null) callOnce(entries.filter(({ id }) => id > newest && id > (readUpTo ?? "")));
    } catch (error) {
      if (!over) change({ error: error as Error });
    }
  };

  const look = (known: string | null): Promise<void> => {
    looking ??= read(known).finally(() => {
      looking = null;
    });
    return looking;
  };

  const older = async (): Promise<void> => {
    const { entries, next } = notifications.get();
    if (entries === null || next === null) return;
    const query = { sellerId, limit: PAGE, cursor: next };
    const page = await session.client.ask("get", "/api/notifications", { query });
    // The feed was read from its start meanwhile: these older entries do not continue it.
    if (over || notifications.get().next !== next) return;
    change({ entries: [...entries, ...page.notifications], next: page.pagination.nextCursor });
  };

  const markRead = async (): Promise<void> => {
    const newest = notifications.get().entries?.[0];
    if (!newest || (notifications.get().readUpTo ?? "") >= newest.id) return;
    const body = { upTo: newest.id, ...(sellerId !== undefined && { sellerId }) };
    const { unread } = await session.client.ask("post", "/api/notifications/read", { body });
    const read: Read = { sellerId, unread, readUpTo: newest.id };
    others.postMessage(read);
    if (!over) change({ unread, readUpTo: newest.id });
  };

  others.onmessage = ({ data }: MessageEvent<Read>) => {
    if (data.sellerId === sellerId && data.readUpTo > (notifications.get().readUpTo ?? ""))
      change({ unread: data.unread, readUpTo: data.readUpTo });
  };
  const stop = beats.subscribe(() => {
    if (Date.now() - lookedAt >= EVERY) void look(etag);
  });
  notifications.set(NOTHING);
  follower.set({ read: () => look(null), older, markRead });
  return () => {
    over = true;
    stop();
    others.close();
    follower.set(null);
  };
}
