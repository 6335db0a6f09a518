import { expect, test, vi } from "vitest";

vi.mock("../session", () => ({ session: {} }));
const { merged } = await import("./orders");
type Order = import("./orders").Order;

const order = (id: string, placedAt: string, version = 1) => ({ id, placedAt, version }) as Order;

test("a page that was read again replaces what is shown, and the newest stays on top", () => {
  const known = [order("b", "2026-11-02"), order("a", "2026-11-01")];
  const list = merged(known, [order("c", "2026-11-03"), order("b", "2026-11-02", 2)]);
  expect(list.map(({ id, version }) => `${id}${version}`)).toEqual(["c1", "b2", "a1"]);
});
