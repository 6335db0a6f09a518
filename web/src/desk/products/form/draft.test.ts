import { describe, expect, it, vi } from "vitest";
import type { Product } from "../types";
import { bodyOf, changeOf, draftOf, read, rebase, type Terms } from "./draft";
import { scaled } from "./resize";

// Amounts are written in the language of the page.
vi.stubGlobal("document", { documentElement: { lang: "en" } });

const terms: Terms = {
  currency: "USD",
  zone: "America/New_York",
  hours: [],
  now: Date.parse("2026-11-29T12:00:00.000Z"),
};

const thali: Product = {
  id: "thali",
  sellerId: "s",
  name: "Thali",
  description: "Dal and rice.",
  category: "Mains",
  price: 1_350,
  currency: "USD",
  available: 5,
  position: 3,
  active: true,
  isMainCourse: true,
  lowStockAt: 20,
  addons: [{ id: "naan", name: "Naan", price: 250 }],
  image: { url: "/api/products/thali/image?v=0", alt: "A tray" },
  version: 4,
};

describe("a new product", () => {
  const empty = draftOf(null, terms);

  it("reports missing required values", () => {
    expect(read(empty, terms, true).faults).toEqual({
      "/name": "missing",
      "/price": "missing",
      "/stock": "missing",
    });
  });

  it("is sent with everything that was typed, its amounts in minor units", () => {
    const draft = {
      ...empty,
      name: " Soup ",
      price: "4.50",
      stock: "10",
      extras: [
        { key: 0, id: null, name: "Grüne Soße", price: "1" },
        { key: 1, id: null, name: "Grüne Soße", price: "2" },
        { key: 2, id: null, name: "麺", price: "3" },
        { key: 3, id: null, name: "Café au lait", price: "4" },
      ],
    };
    expect(bodyOf(draft, terms, "s")).toEqual({
      sellerId: "s",
      name: "Soup",
      description: null,
      category: null,
      position: 0,
      isMainCourse: false,
      price: 450,
      lowStockAt: null,
      stock: 10,
      addons: [
        { id: "gruene-sosse", name: "Grüne Soße", price: 100 },
        { id: "gruene-sosse-2", name: "Grüne Soße", price: 200 },
        { id: "extra", name: "麺", price: 300 },
        { id: "cafe-au-lait", name: "Café au lait", price: 400 },
      ],
      active: true,
      offUntil: null,
    });
    expect(bodyOf({ ...draft, stockBuckets: "4" }, terms, "s").stockBuckets).toBe(4);
  });

  it("names each field that is at fault where the API would", () => {
    const draft = {
      ...empty,
      price: "1.005",
      position: "-1",
      extras: [{ key: 0, id: null, name: "", price: "x" }],
    };
    expect(read(draft, terms, true).faults).toMatchObject({
      "/price": "amount",
      "/position": "number",
      "/addons/0/name": "missing",
      "/addons/0/price": "amount",
    });
  });

  it("has prices without decimals in a currency without them", () => {
    const yen = { ...terms, currency: "JPY" };
    expect(draftOf({ ...thali, price: 1_200 }, yen).price).toBe("1,200");
    expect(bodyOf({ ...empty, price: "1,200" }, yen, "s").price).toBe(1_200);
    expect(read({ ...empty, price: "12.5" }, yen, true).faults["/price"]).toBe("amount");
  });
});

describe("a change", () => {
  const was = draftOf(thali, terms);

  it("is nothing when nothing was changed", () => {
    expect(changeOf(was, thali, terms, false)).toEqual({});
  });

  it("contains changed fields only, and null for removed values", () => {
    const draft = { ...was, price: "13.60", description: " ", lowStockAt: "" };
    expect(changeOf(draft, thali, terms, false)).toEqual({
      price: 1_360,
      description: null,
      lowStockAt: null,
    });
  });

  it("keeps the id of an extra whose name changes", () => {
    const [naan] = was.extras;
    if (!naan) throw new Error("no extra");
    const draft = {
      ...was,
      extras: [
        { ...naan, name: "Roti" },
        { key: 9, id: null, name: "Naan", price: "1" },
      ],
    };
    expect(changeOf(draft, thali, terms, false).addons?.map(({ id }) => id)).toEqual(["naan", "naan-2"]);
  });

  it("removes the image, or changes its description, unless another image has its own", () => {
    expect(changeOf({ ...was, imageRemoved: true }, thali, terms, false)).toEqual({ image: null });
    expect(changeOf({ ...was, alt: "A plate" }, thali, terms, false)).toEqual({ image: { alt: "A plate" } });
    expect(changeOf({ ...was, alt: "A plate" }, thali, terms, true)).toEqual({});
  });

  it("switches it off until closing, until a moment of the seller's zone, or without an end", () => {
    expect(changeOf({ ...was, sale: "off" }, thali, terms, false)).toEqual({ active: false, offUntil: null });
    expect(changeOf({ ...was, sale: "until", until: "2026-11-30T09:30" }, thali, terms, false)).toEqual({
      active: true,
      offUntil: "2026-11-30T14:30:00.000Z",
    });
    // Open around the clock: to the end of the day.
    expect(changeOf({ ...was, sale: "closing" }, thali, terms, false).offUntil).toBe(
      "2026-11-30T05:00:00.000Z",
    );
    expect(read({ ...was, sale: "until" }, terms, false).faults).toEqual({ "/offUntil": "moment" });
  });

  it("leaves a moment alone that nobody touched, to the millisecond", () => {
    const off = { ...thali, offUntil: "2026-11-29T18:00:30.123Z" };
    expect(changeOf({ ...draftOf(off, terms), name: "T" }, off, terms, false)).toEqual({ name: "T" });
  });
});

it("takes concurrent changes, keeps edits, and names fields with both", () => {
  const was = draftOf(thali, terms);
  const now = draftOf({ ...thali, price: 1_400, description: "New.", category: "Sides" }, terms);
  const { draft, both } = rebase({ ...was, price: "15.00", name: "Big thali", category: "Sides" }, was, now);
  expect(draft).toMatchObject({ price: "15.00", name: "Big thali", description: "New.", category: "Sides" });
  expect(both).toEqual(["price"]);
});

it("fits an image within its longest side, and makes none larger", () => {
  expect(scaled(4_000, 3_000)).toEqual({ width: 1_024, height: 768 });
  expect(scaled(10, 3_000)).toEqual({ width: 3, height: 1_024 });
  expect(scaled(1, 9_000)).toEqual({ width: 1, height: 1_024 });
  expect(scaled(40, 30)).toEqual({ width: 40, height: 30 });
});
