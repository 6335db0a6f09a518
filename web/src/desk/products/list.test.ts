import { describe, expect, it } from "vitest";
import { barOf, categoriesOf, found, later, levelOf, saleOf, shown, sorted, takenOf } from "./list";
import type { Product } from "./types";

const NOW = Date.parse("2026-11-29T12:00:00.000Z");

function product(part: Partial<Product> & { left?: number }): Product {
  const { left = 50, ...rest } = part;
  return {
    id: rest.name ?? "p",
    sellerId: "s",
    name: "Soup",
    price: 400,
    currency: "USD",
    available: left,
    position: 0,
    active: true,
    isMainCourse: false,
    addons: [],
    version: 1,
    stock: { available: left, received: 100, writtenOff: 0, taken: 0, returned: 0, buckets: 1 },
    ...rest,
  };
}

describe("how much there is", () => {
  it("is low at the mark and below, and sold out at nothing", () => {
    expect(levelOf(product({ left: 11, lowStockAt: 10 }))).toBe("enough");
    expect(levelOf(product({ left: 10, lowStockAt: 10 }))).toBe("low");
    expect(levelOf(product({ left: 0, lowStockAt: 10 }))).toBe("out");
    expect(levelOf(product({ left: 1 }))).toBe("enough");
  });

  it("is the ledger's stock, also of products off sale", () => {
    const off = product({ left: 7, active: false });
    expect(levelOf({ ...off, available: 0 })).toBe("enough");
  });

  it("subtracts returned pieces from the taken ones", () => {
    const stock = { available: 1, received: 10, writtenOff: 0, taken: 12, returned: 3, buckets: 1 };
    expect(takenOf(product({ stock }))).toBe(9);
  });

  it("is a bar that is full at four times the mark, and none without a mark", () => {
    expect(barOf(product({ left: 20, lowStockAt: 20 }))).toEqual({ left: 25, mark: 25 });
    expect(barOf(product({ left: 500, lowStockAt: 20 }))?.left).toBe(100);
    expect(barOf(product({}))).toBeNull();
    expect(barOf(product({ lowStockAt: 0 }))).toBeNull();
  });
});

describe("an answer that was slow", () => {
  const stock = { available: 5, received: 10, writtenOff: 0, taken: 5, returned: 0, buckets: 1 };
  const known = product({ version: 3, stock });

  it("does not take the place of a later state", () => {
    const before = { ...known, stock: { ...stock, available: 6, taken: 4 } };
    expect(later(before, known)).toBe(known);
    expect(later({ ...known, version: 2 }, known)).toBe(known);
  });

  it("does when it is later, or says the same", () => {
    const after = { ...known, stock: { ...stock, available: 6, returned: 1 } };
    const changed = { ...known, version: 4, stock: { ...stock, available: 6, taken: 4 } };
    const same = { ...known };
    for (const answer of [after, changed, same]) expect(later(answer, known)).toBe(answer);
    expect(later(known, undefined)).toBe(known);
  });
});

describe("whether it is for sale", () => {
  it("is on again once its moment has come", () => {
    const offUntil = "2026-11-29T13:00:00.000Z";
    expect(saleOf({ active: true, offUntil }, NOW)).toEqual({ state: "until", at: Date.parse(offUntil) });
    expect(saleOf({ active: true, offUntil }, Date.parse(offUntil))).toEqual({ state: "on" });
    expect(saleOf({ active: false, offUntil }, NOW)).toEqual({ state: "off" });
  });
});

describe("the order", () => {
  const list = [
    product({ name: "Chai", category: "Drinks", position: 5 }),
    product({ name: "Loose", position: 0 }),
    product({ name: "Thali", category: "Mains", position: 2 }),
    product({ name: "Curry", category: "Mains", position: 1 }),
    product({ name: "Bhaji", category: "Mains", position: 2 }),
  ];

  it("is by category where its first product stands, then position, then name", () => {
    expect(sorted(list, "en").map(({ name }) => name)).toEqual(["Curry", "Bhaji", "Thali", "Chai", "Loose"]);
    expect(categoriesOf(sorted(list, "en"))).toEqual(["Mains", "Drinks", null]);
  });

  it("keeps categories together that begin at the same position", () => {
    const same = ["B", "A", "B", "A"].map((category, at) => product({ name: `${at}`, category }));
    expect(sorted(same, "en").map(({ category }) => category)).toEqual(["A", "A", "B", "B"]);
  });
});

describe("what is looked for", () => {
  const list = [
    product({ name: "Crème brûlée", category: "Sweets", description: "Burnt SUGAR." }),
    product({ name: "Soup" }),
  ];

  it("is in the name or the description, in any case", () => {
    expect(found(list, { text: " sugar " }, "en")).toHaveLength(1);
    expect(found(list, { text: "SOUP" }, "en")).toHaveLength(1);
    expect(found(list, {}, "en")).toHaveLength(2);
  });

  it("is of a category, or of none", () => {
    expect(found(list, { category: "Sweets" }, "en").map(({ name }) => name)).toEqual(["Crème brûlée"]);
    expect(found(list, { category: "" }, "en").map(({ name }) => name)).toEqual(["Soup"]);
  });

  it("is low, sold out or off", () => {
    const low = product({ left: 3, lowStockAt: 3, active: false });
    expect(shown(low, "low", NOW)).toBe(true);
    expect(shown(low, "off", NOW)).toBe(true);
    expect(shown(low, "out", NOW)).toBe(false);
    expect(shown(low, undefined, NOW)).toBe(true);
  });
});
