import { describe, expect, test } from "vitest";
import { add, basketOf, type Cart, EMPTY, line, priceOf, replace, setQuantity, without } from "./cart";
import { changesOf, currentLine, type Offers, takeWhatThereIs } from "./changes";

const kitchen = { sellerId: "spice-kitchen", sellerName: "Spice Kitchen", currency: "USD" };
const market = { sellerId: "craft-market", sellerName: "Craft Market", currency: "USD" };
const thali = { id: "sk-thali", name: "Vegetable thali", price: 1350 };
const naan = (quantity: number) => ({ addonId: "naan", name: "Naan", price: 250, quantity });
const raita = (quantity: number) => ({ addonId: "raita", name: "Raita", price: 180, quantity });

const offers = (available: number, price = 1350, extras = ["naan", "raita"]): Offers =>
  new Map([
    [
      "sk-thali",
      {
        name: "Vegetable thali",
        price,
        available,
        extras: new Map(extras.map((id) => [id, { name: id, price: id === "naan" ? 250 : 180 }])),
      },
    ],
  ]);

const linesOf = (cart: Cart, sellerId = "spice-kitchen") => basketOf(cart, sellerId)?.lines ?? [];

describe("cart", () => {
  test("the same product with the same extras is one line, in whatever order they were chosen", () => {
    let cart = add(EMPTY, kitchen, line(thali, [naan(1), raita(1)], 1));
    cart = add(cart, kitchen, line(thali, [raita(1), naan(1)], 2));
    expect(linesOf(cart).map(({ quantity }) => quantity)).toEqual([3]);
    cart = add(cart, kitchen, line(thali, [naan(2), raita(1)], 1));
    expect(linesOf(cart)).toHaveLength(2);
  });

  test("a line costs its pieces with the extras of each", () => {
    expect(priceOf(line(thali, [naan(2), raita(0)], 3))).toBe((1350 + 500) * 3);
  });

  test("changing the extras of a line to those of another makes one of the two", () => {
    let cart = add(EMPTY, kitchen, line(thali, [], 1));
    cart = add(cart, kitchen, line(thali, [naan(1)], 2));
    const [plain] = linesOf(cart);
    cart = replace(cart, "spice-kitchen", plain?.id ?? "", line(thali, [naan(1)], 1));
    expect(linesOf(cart).map(({ quantity }) => quantity)).toEqual([3]);
  });

  test("removing the last line of a basket removes the basket only", () => {
    let cart = add(EMPTY, kitchen, line(thali, [], 1));
    cart = add(cart, market, line({ id: "cm-bowl", name: "Bowl", price: 2400 }, [], 1));
    cart = setQuantity(cart, "spice-kitchen", "sk-thali", 0);
    expect(cart.baskets.map(({ sellerId }) => sellerId)).toEqual(["craft-market"]);
  });

  test("removing ordered lines keeps lines that were added meanwhile", () => {
    const ordered = add(EMPTY, kitchen, line(thali, [], 2));
    const now = add(add(ordered, kitchen, line(thali, [], 1)), kitchen, line(thali, [naan(1)], 1));
    expect(linesOf(without(now, ordered.baskets)).map(({ quantity }) => quantity)).toEqual([1, 1]);
  });
});

describe("changes", () => {
  test("the stock is given to the lines in their order", () => {
    const lines = [line(thali, [], 2), line(thali, [naan(1)], 2)];
    const changes = changesOf(lines, offers(3));
    expect(changes.get("sk-thali")).toEqual([]);
    expect(changes.get("sk-thali+naan*1")).toEqual([{ kind: "short", available: 1 }]);
  });

  test("a changed price is shown with the former one, extras included", () => {
    const [of] = [line(thali, [naan(2)], 1)];
    if (!of) throw new Error("no line");
    expect(changesOf([of], offers(9, 1400)).get(of.id)).toEqual([{ kind: "price", was: 1850, now: 1900 }]);
    expect(currentLine(of, offers(9, 1400)).price).toBe(1400);
  });

  test("accepting the present offer removes all messages", () => {
    let cart = add(EMPTY, kitchen, line(thali, [], 2));
    cart = add(cart, kitchen, line(thali, [naan(1), raita(1)], 2));
    cart = add(cart, kitchen, line({ id: "sk-gone", name: "Gone", price: 1 }, [], 1));
    const now = offers(3, 1400, ["naan"]);
    const taken = takeWhatThereIs(cart, "spice-kitchen", linesOf(cart), now);
    expect(linesOf(taken).map(({ id, quantity }) => [id, quantity])).toEqual([
      ["sk-thali", 2],
      ["sk-thali+naan*1", 1],
    ]);
    expect([...changesOf(linesOf(taken), now).values()].flat()).toEqual([]);
  });

  test("a product that is no longer sold is taken out", () => {
    const cart = add(EMPTY, kitchen, line(thali, [], 2));
    expect(changesOf(linesOf(cart), new Map()).get("sk-thali")).toEqual([{ kind: "gone" }]);
    expect(takeWhatThereIs(cart, "spice-kitchen", linesOf(cart), new Map()).baskets).toEqual([]);
  });
});
