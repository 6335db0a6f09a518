import { describe, expect, test } from "vitest";
import type { Fault, Product } from "./columns";
import { exampleTable, tableOf } from "./export";
import { isApplied, type Known, type Plan, planOf, unknownIds } from "./plan";
import { tableIn } from "./read-file";
import { sheetOf } from "./sheet";

const SELLER = "spice-kitchen";

let made = 0;
function product(change: Partial<Product> = {}): Product {
  made += 1;
  const available = change.available ?? 40;
  return {
    id: `p${made}`,
    sellerId: SELLER,
    name: `Product ${made}`,
    price: 1_350,
    currency: "USD",
    available,
    position: 1,
    active: true,
    isMainCourse: false,
    addons: [],
    version: 3,
    stock: { available, received: available + 9, writtenOff: 0, taken: 10, returned: 1, buckets: 1 },
    ...change,
  };
}

function plan(
  text: string,
  products: readonly Product[] = [],
  change: Partial<Known> = {},
  currency = "USD",
): Plan {
  const known = { sellerId: SELLER, products, elsewhere: new Set<string>(), hash: "f".repeat(64), ...change };
  return planOf(sheetOf(tableIn(text), currency), known);
}

const short = ({ line, column, wrong }: Fault) => [line, column, wrong.kind];
const faults = (text: string, products: readonly Product[] = [], change: Partial<Known> = {}) =>
  plan(text, products, change).faults.map(short);

const HOSTILE = [
  "=1+1",
  '=HYPERLINK("http://x.example";"y")',
  "@SUM(A1)",
  "'=1",
  "''quoted''",
  '<img src=x onerror="alert(1)">',
  'a,"b";c',
  "Semi; =colon",
  "Café 東京",
  "\\back=slash[x]",
];

describe("what is written out reads back as nothing to change", () => {
  const products = HOSTILE.flatMap((text, at) => [
    product({ name: `${text} ${at}`, category: text, description: `${text}\r\n=2\n${text}` }),
    product({
      name: text,
      active: false,
      isMainCourse: true,
      lowStockAt: 5,
      addons: [
        { id: "naan", name: "Naan", price: 250 },
        { id: "other", name: "Naan", price: 0 },
        { id: `x${at}`, name: text, price: 1 },
        { id: "oat-milk", name: "Oat milk", price: 50 },
      ],
    }),
  ]);

  for (const numbers of ["en", "de"] as const)
    test(`with the numbers of ${numbers}`, () => {
      const { faults, fresh, changed, same } = plan(tableOf(products, numbers), products);
      expect(faults).toEqual([]);
      expect(fresh).toEqual([]);
      expect(changed.map(({ name, changes }) => [name, changes])).toEqual([]);
      expect(same).toHaveLength(products.length);
    });

  test("in currencies with other decimals", () => {
    for (const [currency, price] of [
      ["JPY", 1_000],
      ["KWD", 1_500],
      ["USD", 5],
    ] as const) {
      const one = product({ currency, price, addons: [{ id: "a", name: "A", price: 7 }] });
      for (const numbers of ["en", "de"] as const)
        expect(plan(tableOf([one], numbers), [one], {}, currency)).toMatchObject({
          faults: [],
          changed: [],
          same: [{}],
        });
    }
  });

  test("although orders have taken some since", () => {
    const before = product();
    const now = {
      ...before,
      stock: { available: 37, received: 49, writtenOff: 0, taken: 13, returned: 1, buckets: 1 },
    };
    expect(plan(tableOf([before]), [now]).same).toHaveLength(1);
  });

  test("as new products of another seller, with their extras", () => {
    const table = tableOf(products.slice(1, 2)).replace(/\r\n[^,]*,/, "\r\n,");
    const { fresh, faults } = plan(table, []);
    expect(faults).toEqual([]);
    expect(fresh[0]?.body).toMatchObject({
      name: HOSTILE[0],
      active: false,
      isMainCourse: true,
      lowStockAt: 5,
      stock: 40,
      addons: products[1]?.addons,
    });
  });
});

test("rows are matched by id, else by exact name", () => {
  const tea = product({ name: "Tea" });
  const text = `id,name,price,stock\n${tea.id},Green tea,14.00,\n,Coffee,3,5\n,tea,3,5`;
  const { fresh, changed } = plan(text, [tea]);
  expect(changed[0]?.changes).toEqual([
    { column: "name", from: "Tea", to: "Green tea" },
    { column: "price", from: 1_350, to: 1_400 },
  ]);
  expect(changed[0]?.patch).toEqual({ name: "Green tea", price: 1_400 });
  expect(fresh.map(({ name }) => name)).toEqual(["Coffee", "tea"]);
  expect(plan("name,price\nTea,14", [tea]).changed[0]?.product).toBe(tea);
});

test("an empty cell clears an optional value, and changes nothing else", () => {
  const tea = product({ name: "Tea", description: "Green", category: "Drinks", lowStockAt: 4, position: 2 });
  const head = "name,description,category,position,price,stock,low_stock_at,main_course,active,extras";
  const { changed } = plan(`${head}\nTea,,,,,,,,,`, [tea]);
  expect(changed[0]?.patch).toEqual({ description: null, category: null, lowStockAt: null });
  expect(plan("name,price\nTea,13.50", [tea]).same).toHaveLength(1);
});

test("stock is the available quantity now, or relative to the time of the file", () => {
  const tea = product({ name: "Tea" });
  expect(plan("name,stock\nTea,50", [tea]).changed[0]).toMatchObject({
    stockChange: 10,
    patch: null,
    changes: [{ column: "stock", from: 40, to: 50 }],
  });
  // When the file was written, orders had taken 4; now they have taken 9.
  expect(plan("name,stock,taken\nTea,50,4", [tea]).changed[0]?.stockChange).toBe(5);
  expect(plan("name,stock,taken\nTea,3,4", [tea]).faults[0]?.wrong).toEqual({ kind: "stockTaken", least: 5 });
});

test("a German file has semicolons and decimal commas", () => {
  const text =
    'sep=;\r\nname;price;stock;extras\r\nTee;3,50;10;"Hafermilch=0,50; Doppelt=1"\r\nGold;1.250,00;1;';
  const { fresh, faults } = plan(text);
  expect(faults).toEqual([]);
  expect(fresh.map(({ line, body }) => [line, body.price])).toEqual([
    [3, 350],
    [4, 125_000],
  ]);
  expect(fresh[0]?.body.addons).toEqual([
    { id: "hafermilch", name: "Hafermilch", price: 50 },
    { id: "doppelt", name: "Doppelt", price: 100 },
  ]);
});

test("an extra keeps the id that its name had", () => {
  const tea = product({ name: "Tea", addons: [{ id: "x1", name: "Oat milk", price: 50 }] });
  expect(plan("name,extras\nTea,Oat milk=0.60; Oat-milk=1", [tea]).changed[0]?.patch?.addons).toEqual([
    { id: "x1", name: "Oat milk", price: 60 },
    { id: "oat-milk", name: "Oat-milk", price: 100 },
  ]);
});

describe("all faults are found, with their line and column", () => {
  test("of cells", () => {
    const text = [
      "name,price,currency,stock,position,main_course,extras",
      "A,-1,USD,-5,x,maybe,Oat milk",
      "B,1.505,EUR,1.5,1,yes,A=1; A [a]=2",
      `${"n".repeat(101)},free,usd,100000001,1,no,=`,
      "C\u202e,,,,,,",
      "D,1,USD",
      "E,,USD,,,,",
    ].join("\n");
    expect(faults(text)).toEqual([
      [2, "price", "negative"],
      [2, "stock", "negative"],
      [2, "position", "notANumber"],
      [2, "main_course", "notYesNo"],
      [2, "extras", "extraForm"],
      [3, "price", "decimals"],
      [3, "currency", "currency"],
      [3, "stock", "notWhole"],
      [4, "name", "tooLong"],
      [4, "price", "notAnAmount"],
      [4, "stock", "tooLarge"],
      [4, "extras", "extraForm"],
      [5, "name", "control"],
      [6, null, "cellCount"],
      [7, "price", "missing"],
      [7, "stock", "missing"],
    ]);
  });

  test("of the columns", () => {
    const { faults: found } = plan("name,prize,stock,stock,colour\nA,1,2,3,red");
    expect(found.map(({ column, wrong }) => [column, wrong])).toEqual([
      ["prize", { kind: "unknownColumn", like: "price" }],
      ["stock", { kind: "columnTwice" }],
      ["colour", { kind: "unknownColumn", like: null }],
      ["price", { kind: "missing" }],
    ]);
    expect(faults("price,stock\n1,2")).toEqual([
      [1, null, "noKeyColumn"],
      [2, null, "noKey"],
    ]);
  });

  test("of products", () => {
    const [one, two, tea] = [product({ name: "Same" }), product({ name: "Same" }), product({ name: "Tea" })];
    const text = `id,name,price,stock\nnobody,X,1,1\ntheirs,Y,1,1\n,Same,1,1\n${tea.id},,2,\n,Tea,3,\n,New,1,1\n,New,1,1\n!,Z,1,1`;
    const elsewhere = new Set(["theirs"]);
    expect(faults(text, [one, two, tea], { elsewhere })).toEqual([
      [2, "id", "unknownId"],
      [3, "id", "otherSeller"],
      [4, "name", "ambiguous"],
      [6, "name", "duplicate"],
      [8, "name", "duplicate"],
      [9, "id", "badId"],
    ]);
    expect(unknownIds(sheetOf(tableIn(text), "USD"), [one, two, tea])).toEqual(["nobody", "theirs"]);
  });

  test("of a row that is known by its id, although its name is wrong", () => {
    const tea = product({ name: "Tea" });
    expect(faults(`id,name,stock,taken\n${tea.id},A\u202eB,3,4`, [tea])).toEqual([
      [2, "name", "control"],
      [2, "stock", "stockTaken"],
    ]);
  });

  test("in a spreadsheet's rows, too, where cells hold line breaks", () => {
    const [fault] = plan('name,description,price,stock\nA,"one\ntwo",1,1\nB,,x,1').faults;
    expect(fault).toMatchObject({ line: 4, row: 3 });
  });
});

test("a file that is no table is refused with the reason", () => {
  expect(() => tableIn("name")).toThrow("noSeparator");
  expect(() => tableIn(" \n")).toThrow("empty");
  expect(() => tableIn(`name,price\n${"a,1\n".repeat(5_001)}`)).toThrow("tooManyRows");
  expect(() => tableIn(`name,price\n${"a,1\n".repeat(5_000)}`)).not.toThrow();
});

test("a key follows from the content, the row, and the stock that was seen", () => {
  const tea = product({ name: "Tea" });
  const text = "name,price,stock\nTea,,50\nNew,1,1";
  const keys = (hash: string, one = tea) => {
    const { fresh, changed } = plan(text, [one], { hash });
    return [...fresh, ...changed].map(({ key }) => key);
  };
  const [first, second] = ["a".repeat(64), "b".repeat(64)];
  expect(keys(first)).toEqual(keys(first));
  for (const key of keys(first)) {
    expect(key).toMatch(/^[!-~]{1,255}$/);
    expect(keys(second)).not.toContain(key);
  }
  const later = {
    ...tea,
    stock: { available: 20, received: 49, writtenOff: 20, taken: 10, returned: 1, buckets: 1 },
  };
  expect(keys(first, later)[1]).not.toBe(keys(first)[1]);
});

test("a change is applied when the product is as it wants it", () => {
  const tea = product({ name: "Tea", addons: [{ id: "a", name: "A", price: 1 }] });
  expect(isApplied({ price: 1_350, description: null, addons: [...tea.addons] }, tea)).toBe(true);
  expect(isApplied({ price: 1_350, category: "Drinks" }, tea)).toBe(false);
});

test("the example has no faults in any currency", () => {
  const names = [
    { name: "Tea", description: "Green", category: "Drinks", extra: "Oat milk" },
    { name: "Soup", description: "", category: "Mains", extra: "Bread" },
  ];
  for (const currency of ["USD", "JPY", "KWD"])
    for (const numbers of ["en", "de"] as const) {
      const read = plan(exampleTable(currency, names, numbers), [], {}, currency);
      expect(read.faults).toEqual([]);
      expect(read.fresh).toHaveLength(2);
    }
});
