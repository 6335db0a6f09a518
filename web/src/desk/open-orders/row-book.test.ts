import { beforeEach, describe, expect, test } from "vitest";
import { RowBook } from "./row-book";
import type { OrderRow, Phase } from "./types";

const row = (id: string, version: number, phase: Phase = "open") => ({ id, version, phase }) as OrderRow;

describe("the rows of a desk", () => {
  let book: RowBook;
  const versions = () =>
    Object.fromEntries([...book.state.get().byId].map(([id, { version }]) => [id, version]));

  beforeEach(() => {
    book = new RowBook();
    book.takeAll([row("a", 1), row("b", 2)], book.mark());
  });

  test("an older version never replaces a newer one", () => {
    book.take([row("a", 3)]);
    book.take([row("a", 2)]);
    book.takeAll([row("a", 1), row("b", 2)], book.mark());
    expect(versions()).toEqual({ a: 3, b: 2 });
  });

  test("a version that is known changes nothing", () => {
    const before = book.state.get();
    book.take([row("a", 1)]);
    book.takeAll([row("a", 1), row("b", 2)], book.mark());
    expect(book.state.get()).toBe(before);
  });

  test("an order that is missing in the list is removed, unless it came during the read", () => {
    const mark = book.mark();
    book.take([row("c", 1)]);
    book.takeAll([row("a", 1)], mark);
    expect(versions()).toEqual({ a: 1, c: 1 });
  });

  test("an order that ended while the page was open is kept", () => {
    book.take([row("a", 2, "done")]);
    book.takeAll([row("b", 2)], book.mark());
    expect(versions()).toEqual({ a: 2, b: 2 });
  });

  test("an order that came after the first read counts as arrived", () => {
    book.take([row("c", 1), row("a", 2)]);
    expect([...book.state.get().arrived]).toEqual(["c"]);
  });

  test("while paused, changes wait, except those that this page made", () => {
    book.pause(true);
    book.take([row("a", 2), row("c", 1)]);
    book.take([row("a", 3)]);
    expect(versions()).toEqual({ a: 1, b: 2 });
    expect(book.state.get().waiting).toBe(2);
    book.put(row("b", 3));
    expect(versions()).toEqual({ a: 1, b: 3 });
    book.pause(false);
    expect(versions()).toEqual({ a: 3, b: 3, c: 1 });
    expect(book.state.get().waiting).toBe(0);
  });

  test("this desk's own change replaces its guess of the same version, and nothing newer", () => {
    book.put({ ...row("a", 2), status: "preparing" });
    book.put({ ...row("a", 2), status: "ready" });
    book.put({ ...row("a", 1), status: "received" });
    expect(book.state.get().byId.get("a")?.status).toBe("ready");
  });

  test("an error shows only while there is nothing to show", () => {
    book.failed(new Error("late"));
    expect(book.state.get().status).toBe("ready");
    const empty = new RowBook();
    empty.failed(new Error("no answer"));
    expect(empty.state.get().status).toBe("failed");
    empty.again();
    expect(empty.state.get().status).toBe("loading");
  });

  test("the latest ended orders are kept, and no data of removed ones", () => {
    for (let at = 1; at <= 3_000; at += 1) {
      book.take([row(`n${at}`, 1)]);
      book.take([row(`n${at}`, 2, at % 2 ? "done" : "cancelled")]);
    }
    const { byId, arrived, forgotten } = book.state.get();
    expect(byId.size).toBeLessThanOrEqual(1_002);
    expect(arrived.size).toBeLessThanOrEqual(1_000);
    expect(forgotten).toBeGreaterThan(0);
    expect([...byId.keys()]).toEqual(expect.arrayContaining(["a", "b", "n3000", "n2501"]));
    expect(byId.has("n1")).toBe(false);
  });
});
