/**
 * The feed of a seller's staff, or of a driver, in this tab: what is new in it, and how much of it is unread. It is
 * looked at whenever the page has heard from the server, though not more often than every few seconds, and costs the
 * server next to nothing while nothing was added. Other tabs of the browser learn at once what was read in one.
 */
import type { components } from "~/api/schema";
import type { Session } from "~/api/session";
import { type Store, store } from "~/lib/store";
import { callOnce } from "./call";

export type Entry = components["schemas"]["Notification"];

export interface Notifications {
  /** The newest first; null until they were read once. */
  entries: readonly Entry[] | null;
  /** At most 100, which means more than 99. */
  unread: number;
  /** The entry up to which the reader has read; null for nothing. */
  readUpTo: string | null;
  /** Where older entries begin, if there are any. */
  next: string | null;
  /** Why the last reading failed. */
  error: Error | null;
}

const NOTHING: Notifications = { entries: null, unread: 0, readUpTo: null, next: null, error: null };

export const notifications: Store<Notifications> = store(NOTHING);

/** What can be done with the feed while it is followed. */
export interface Follower {
  /** Reads the newest entries, known or not. */
  read(): Promise<void>;
  /** Reads older entries after those that are shown. */
  older(): Promise<void>;
  /** Marks what is shown as read. */
  markRead(): Promise<void>;
}

export const follower: Store<Follower | null> = store<Follower | null>(null);

/** Milliseconds between two looks. */
const EVERY = 8_000;
const PAGE = 30;

/** Whose feed it is. */
export interface Source {
  session: Session;
  /** Absent for drivers, who have a feed of their own. */
  sellerId?: string;
  /** Calls back whenever the page has heard from the server. */
  beats: Pick<Store<unknown>, "subscribe">;
}

/** What one tab tells the others. */
interface Read {
  sellerId: string | undefined;
  unread: number;
  readUpTo: string;
}

const change = (part: Partial<Notifications>) => notifications.set({ ...notifications.get(), ...part });

/** Follows a feed until what is returned is called. */
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
    // What was read anew meanwhile begins anew.
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
