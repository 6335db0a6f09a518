/**
 * All known open orders of a seller, by id. A known version is never replaced by an older one, in whatever order responses
 * come. While updates are paused, changes wait here. Of the orders that ended while the page is open, the latest are kept,
 * so that memory is bounded however long the page is open.
 */
import { type Store, store } from "~/lib/store";
import { isClosed, type OrderRow } from "./types";

export interface Rows {
  byId: ReadonlyMap<string, OrderRow>;
  /** Orders that arrived after the first read of the list. */
  arrived: ReadonlySet<string>;
  status: "loading" | "ready" | "failed";
  error: Error | null;
  /** How many changes wait while updates are paused. */
  waiting: number;
  /** How often ended orders were removed: components that list them read them again. */
  forgotten: number;
}

const NOTHING: Rows = {
  byId: new Map(),
  arrived: new Set(),
  status: "loading",
  error: null,
  waiting: 0,
  forgotten: 0,
};

/** How many ended orders a clean-up keeps. */
const KEPT_CLOSED = 500;
/** A clean-up follows after this many new or changed orders, and then at twice the number of remaining ones. */
const MANY = 1_000;

export class RowBook {
  readonly state: Store<Rows> = store(NOTHING);
  private paused = false;
  private waiting = new Map<string, OrderRow>();
  /** When a row was last updated, counted in updates; a list that was requested before is older. */
  private taken = new Map<string, number>();
  private takes = 0;
  private many = MANY;

  reset(): void {
    this.paused = false;
    this.waiting.clear();
    this.taken.clear();
    this.state.set(NOTHING);
  }

  /** The highest version that has arrived, shown or waiting; 0 for an unknown order. */
  version(id: string): number {
    return Math.max(this.state.get().byId.get(id)?.version ?? 0, this.waiting.get(id)?.version ?? 0);
  }

  /** A mark of the present, which the reader of a list returns with it. */
  mark(): number {
    return this.takes;
  }

  /** Takes a full list, requested at `mark`. Open orders that are not in it are over. */
  takeAll(rows: readonly OrderRow[], mark: number): void {
    // The first list is shown although updates are paused: it moves nothing on the page.
    if (this.paused && this.state.get().status === "ready") {
      this.take(rows);
      return;
    }
    const was = this.state.get();
    const first = was.status !== "ready";
    const listed = new Map(rows.map((row) => [row.id, row]));
    const kept = (row: OrderRow) => isClosed(row.phase) || (this.taken.get(row.id) ?? 0) > mark;
    const next = new Map<string, OrderRow>();
    for (const [id, row] of was.byId) if (listed.has(id) || kept(row)) next.set(id, row);
    let changed = next.size !== was.byId.size;
    const arrived = new Set(was.arrived);
    for (const [id, row] of listed) {
      const known = next.get(id);
      if (known && known.version >= row.version) continue;
      if (!known && !first) arrived.add(id);
      next.set(id, row);
      changed = true;
    }
    if (!changed && !first) return;
    this.state.set(this.bounded({ ...was, byId: next, arrived, status: "ready", error: null }));
  }

  failed(error: Error): void {
    const was = this.state.get();
    if (was.status !== "ready") this.state.set({ ...was, status: "failed", error });
  }

  again(): void {
    const was = this.state.get();
    if (was.status === "failed") this.state.set({ ...was, status: "loading", error: null });
  }

  /** Takes changes; while updates are paused, they wait. */
  take(rows: readonly OrderRow[]): void {
    const fresh = rows.filter((row) => row.version > this.version(row.id));
    if (fresh.length === 0) return;
    if (this.paused) {
      for (const row of fresh) this.waiting.set(row.id, row);
      this.state.set({ ...this.state.get(), waiting: this.waiting.size });
    } else this.show(fresh);
  }

  /** Shows a row at once, even with an equal version: the result of a change on this page. */
  put(row: OrderRow): void {
    if (row.version < this.version(row.id)) return;
    this.waiting.delete(row.id);
    this.show([row]);
  }

  pause(paused: boolean): void {
    this.paused = paused;
    if (paused || this.waiting.size === 0) return;
    const rows = [...this.waiting.values()];
    this.waiting.clear();
    this.show(rows);
  }

  private show(rows: readonly OrderRow[]): void {
    const was = this.state.get();
    const byId = new Map(was.byId);
    const arrived = new Set(was.arrived);
    this.takes += 1;
    for (const row of rows) {
      if (!byId.has(row.id)) arrived.add(row.id);
      byId.set(row.id, row);
      this.taken.set(row.id, this.takes);
    }
    this.state.set(this.bounded({ ...was, byId, arrived, waiting: this.waiting.size }));
  }

  /** Removes the orders that ended first, and all data about removed orders, once there are many. */
  private bounded(rows: Rows): Rows {
    if (Math.max(this.taken.size, rows.arrived.size) <= this.many) return rows;
    const takenAt = (id: string) => this.taken.get(id) ?? 0;
    const ended = [...rows.byId.values()]
      .filter(({ phase }) => isClosed(phase))
      .sort((a, b) => takenAt(b.id) - takenAt(a.id))
      .slice(KEPT_CLOSED);
    const byId = new Map(rows.byId);
    for (const { id } of ended) byId.delete(id);
    for (const id of this.taken.keys()) if (!byId.has(id)) this.taken.delete(id);
    const arrived = new Set([...rows.arrived].filter((id) => byId.has(id)));
    this.many = Math.max(MANY, 2 * Math.max(this.taken.size, arrived.size));
    return { ...rows, byId, arrived, forgotten: rows.forgotten + (ended.length > 0 ? 1 : 0) };
  }
}

export const book = new RowBook();
