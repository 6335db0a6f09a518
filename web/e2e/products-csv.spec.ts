/** Import and export of products as CSV, as owners would tell it. */
import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, type Json, pictures, signInAtDesk, test } from "./harness";
import { weigh } from "./weight";

const SELLER = "+12025550103";
const MARK = "\uFEFF";
const HEAD =
  "id,name,description,category,position,price,currency,stock,taken,low_stock_at,main_course,active,extras";

async function openImport(page: Page, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/products/import${query}`);
  await expect(page.locator('input[type="file"]')).toBeAttached();
}

const file = (text: string | Buffer, name = "products.csv") => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text as string),
});

const choose = (page: Page, text: string | Buffer, name?: string) =>
  page.locator('input[type="file"]').setInputFiles(file(text, name));

const count = (page: Page, name: string) =>
  page
    .locator(".import-counts > div")
    .filter({ has: page.locator("dt").getByText(name, { exact: true }) })
    .locator("dd");

const row = (page: Page, text: string | RegExp) => page.getByRole("row").filter({ hasText: text });

async function exported(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export all products" }).click(),
  ]);
  return textOf(download);
}

const textOf = async (download: Download) => readFile(await download.path(), "utf8");

async function products(docket: Docket, token: string): Promise<Json[]> {
  const all: Json[] = [];
  let cursor = "";
  do {
    const page = await docket.ask(
      "GET",
      `/api/products?sellerId=spice-kitchen&limit=100${cursor && `&cursor=${cursor}`}`,
      undefined,
      token,
    );
    all.push(...(page.products as Json[]));
    cursor = (page.pagination as { nextCursor: string | null }).nextCursor ?? "";
  } while (cursor !== "");
  return all;
}

async function product(docket: Docket, token: string, name: string): Promise<Json> {
  const found = (await products(docket, token)).find((one) => one.name === name);
  expect(found, name).toBeDefined();
  return found as Json;
}

test("an owner imports 500 products, corrects three errors, imports again, and exports", async ({
  page,
  docket,
}) => {
  test.setTimeout(180_000);
  const token = await docket.token(SELLER);
  const before = await products(docket, token);
  const dish = (at: number, price = "4.50", stock = "40") =>
    `,Dish ${at},"Line one, of ${at}\nline two",Mains,${at},${price},USD,${stock},,5,no,yes,Oat milk=0.50; Double=1.00`;
  const dishes = Array.from({ length: 500 }, (_, at) => dish(at + 1));
  const wrong = [...dishes];
  wrong[9] = dish(10, "4.505");
  wrong[199] = dish(200, "4.50", "-3");
  wrong[499] = dish(499);
  const table = (rows: string[]) => `${[HEAD, ...rows].join("\r\n")}\r\n`;

  await openImport(page);
  await choose(page, table(wrong));
  await expect(page.getByText("3 errors. Nothing can be imported yet")).toBeVisible();
  // Each dish takes two lines of the file and one row of a spreadsheet.
  await expect(row(page, "20 (row 11)")).toContainText("price");
  await expect(row(page, "20 (row 11)")).toContainText("USD has 2 decimals.");
  await expect(row(page, "400 (row 201)")).toContainText("stock");
  await expect(row(page, "400 (row 201)")).toContainText("Write 0 or more.");
  await expect(row(page, "1000 (row 501)")).toContainText("name");
  await expect(row(page, "1000 (row 501)")).toContainText("Line 998 is about the same product.");
  await expect(page.getByRole("button", { name: /^Add/ })).toBeHidden();
  expect(await products(docket, token)).toHaveLength(before.length);

  await choose(page, table(dishes));
  await expect(page.getByText("3 errors are corrected")).toBeVisible();
  await expect(count(page, "New")).toHaveText("500");
  await expect(count(page, "Errors")).toHaveText("0");
  await page.getByRole("button", { name: "Add 500", exact: true }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("500 products added")).toBeVisible();
  expect(await products(docket, token)).toHaveLength(before.length + 500);
  expect(await product(docket, token, "Dish 10")).toMatchObject({
    price: 450,
    category: "Mains",
    position: 10,
    lowStockAt: 5,
    available: 40,
    description: "Line one, of 10\nline two",
    addons: [
      { id: "oat-milk", name: "Oat milk", price: 50 },
      { id: "double", name: "Double", price: 100 },
    ],
  });

  await choose(page, table(dishes));
  await expect(
    page.getByText("Nothing to change. All 500 products are already as the file says."),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Add|Change)/ })).toBeHidden();

  await page.getByRole("button", { name: "Cancel" }).click();
  const text = await exported(page);
  await expect(page.getByText(`${before.length + 500} products exported.`)).toBeVisible();
  expect(text.startsWith(`${MARK}${HEAD}\r\n`)).toBe(true);
  await choose(page, text);
  await expect(page.getByText(`Nothing to change. All ${before.length + 500} products`)).toBeVisible();
});

test("a product that somebody else changes after the preview fails, and the others are saved", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await openImport(page);
  await choose(page, "id,price,stock\nsk-thali,14.00,510\nsk-curry,12.00,\nsk-lassi,,390\n");
  await expect(row(page, "Vegetable thali")).toContainText("$13.50");
  await expect(count(page, "Changed")).toHaveText("3");
  await docket.ask("PATCH", "/api/products/sk-thali", { price: 1_399, category: "Specials" }, token);
  await page.getByRole("button", { name: "Change 3" }).click();

  await expect(page.getByText("2 products changed")).toBeVisible();
  await expect(page.getByText("1 row failed")).toBeVisible();
  await expect(row(page, "Vegetable thali")).toContainText(
    "Somebody else has changed this product in the meantime.",
  );
  await expect(row(page, "Vegetable thali")).toContainText("precondition_failed");
  expect(await product(docket, token, "Vegetable thali")).toMatchObject({ price: 1_399, available: 500 });
  expect(await product(docket, token, "Chickpea curry")).toMatchObject({ price: 1_200 });
  expect(await product(docket, token, "Mango lassi")).toMatchObject({ available: 390 });
  await expectAccessible(page);
  await pictures(page, "products-csv-failed");

  // Nothing is lost: the row is compared with what is there now, and only that is left to do.
  await page.getByRole("button", { name: "Check 1 row again…" }).click();
  await expect(count(page, "Changed")).toHaveText("1");
  await expect(count(page, "Unchanged")).toHaveText("2");
  await expect(row(page, "Vegetable thali")).toContainText("$13.99");
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(page.getByText("1 product changed")).toBeVisible();
  expect(await product(docket, token, "Vegetable thali")).toMatchObject({
    price: 1_400,
    category: "Specials",
    available: 510,
  });
  const { changes } = (await docket.ask("GET", "/api/products/sk-thali/stock/changes", undefined, token)) as {
    changes: Json[];
  };
  expect(changes.map(({ change, reason }) => [change, reason])).toEqual([[10, "import"]]);
});

test("what the server refuses is said with its sentence, and the row is kept", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openImport(page);
  await choose(page, "id,name,stock\nsk-thali,Big thali,100\n");
  await expect(count(page, "Changed")).toHaveText("1");
  // Meanwhile most of it is written off elsewhere, so that 400 cannot be.
  await docket.ask("POST", "/api/products/sk-thali/stock", { change: -300, reason: "Spoiled" }, token);
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(row(page, "Vegetable thali")).toContainText("400 cannot be written off, 200 are there");
  await page.getByRole("button", { name: "Check 1 row again…" }).click();
  // Its name was saved already.
  await expect(row(page, "Big thali")).toContainText("200");
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(page.getByText("1 product changed")).toBeVisible();
  expect(await product(docket, token, "Big thali")).toMatchObject({ available: 100 });
});

test("formulas and markup stay texts, here and in the spreadsheet", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const names = [
    "=HYPERLINK(x)",
    "+1",
    "@SUM(A1)",
    "'=quoted",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
  ];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  // Of the first one an apostrophe is a part, so that the file says it twice.
  const rows = names.map((name) => `${cell(name.replace(/^'/, "''"))},1,2,${cell(name.replace(/^'/, "''"))}`);
  await openImport(page);
  await choose(page, `name,price,stock,description\n${rows.join("\n")}`, "<b>bold</b>.csv");
  await expect(page.getByRole("heading", { name: "<b>bold</b>.csv" })).toBeVisible();
  for (const name of names) await expect(row(page, name).first()).toBeVisible();
  await page.getByRole("button", { name: "Add 6" }).click();
  await expect(page.getByText("6 products added")).toBeVisible();
  for (const name of names) expect(await product(docket, token, name)).toMatchObject({ description: name });

  await page.goto("/desk/products/import");
  const text = await exported(page);
  for (const written of [",'=HYPERLINK(x),", ",'+1,", ",'@SUM(A1),", ",''=quoted,"])
    expect(text).toContain(written);
  await choose(page, text);
  await expect(page.getByText(/^Nothing to change/)).toBeVisible();
  await choose(page, "id,name\n<img src=x onerror=alert(1)>,=1+1\n");
  await expect(row(page, "<img src=x onerror=alert(1)>")).toContainText("An id has up to 64 letters");
});

test("a German file has semicolons and decimal commas", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openImport(page, "?lang=de");
  const text =
    "sep=;\r\nname;price;stock;active;extras\r\nTee;3,50;20;ja;Hafermilch=0,50\r\nGold;1.250,00;1;nein;\r\n";
  await choose(page, `${MARK}${text.replace("3,50", "3,505")}`, "karte.csv");
  await expect(row(page, "USD hat 2 Nachkommastellen")).toContainText("3");
  await choose(page, `${MARK}${text}`, "karte.csv");
  await expect(page.getByText("1 Fehler behoben")).toBeVisible();
  await expect(page.getByText("2 Zeilen, mit Semikolons und Dezimalkomma")).toBeVisible();
  await page.getByRole("button", { name: "2 hinzufügen" }).click();
  await expect(page.getByText("2 Produkte hinzugefügt")).toBeVisible();
  expect(await product(docket, token, "Tee")).toMatchObject({
    price: 350,
    addons: [{ id: "hafermilch", name: "Hafermilch", price: 50 }],
  });
  expect(await product(docket, token, "Gold")).toMatchObject({ price: 125_000, active: false });

  await page.goto("/desk/products/import?lang=de");
  await page.getByRole("radio", { name: "Semikolons, 13,50" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Alle Produkte exportieren" }).click(),
  ]);
  const exportedText = await textOf(download);
  expect(exportedText).toContain(';"3,50";USD;');
  await choose(page, exportedText);
  await expect(page.getByText(/^Nichts zu ändern/)).toBeVisible();
});

test("what is no CSV in UTF-8 is refused with what to do", async ({ page }) => {
  await openImport(page);
  const alert = page.getByRole("alert").filter({ hasText: "cannot be imported" });
  const refused = async (content: string | Buffer, sentence: string) => {
    await choose(page, content);
    await expect(alert).toContainText(sentence);
    await expect(page.locator('input[type="file"]')).toBeFocused();
  };
  await refused(Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), "This is a spreadsheet workbook.");
  await refused(Buffer.from("name,price\nCaf\xe9,1", "latin1"), "The file is not in UTF-8.");
  await refused(Buffer.from("\uFEFFname,price\nTea,1", "utf16le"), "The file is not in UTF-8.");
  await refused("", "The file is empty.");
  await refused("name\nTea\n", "no commas and no semicolons");
  await refused(`name,price\n${"a,1\n".repeat(5_001)}`, "more than 5,000 rows");
  await refused("x".repeat(2_000_001), "larger than 2 MB");
  await expectAccessible(page);
  await choose(page, "name,prize,stock\nTea,1,1\n");
  await expect(row(page, "Did you mean price?")).toContainText("prize");
});

test("ids of nobody and of other sellers are told apart", async ({ page }) => {
  await openImport(page);
  await choose(page, "id,price\nnobody,1\ngv-honey,2\nsk-thali,3\nsk-thali,4\n");
  await expect(row(page, "None of your products has this id.")).toContainText("nobody");
  await expect(row(page, "This id belongs to another seller.")).toContainText("gv-honey");
  await expect(row(page, "Line 4 is about the same product.")).toContainText("sk-thali");
});

test("five thousand rows are compared, and their errors are shown a hundred at a time", async ({ page }) => {
  await openImport(page);
  const rows = Array.from({ length: 5_000 }, (_, at) => `Dish ${at},${at % 10 === 0 ? "free" : "4.50"},1`);
  await choose(page, `name,price,stock\n${rows.join("\n")}\n`);
  await expect(count(page, "Errors")).toHaveText("500");
  await expect(count(page, "New")).toHaveText("4,500");
  const errors = page.getByRole("table", { name: "Errors" }).getByRole("row");
  await expect(errors).toHaveCount(101);
  await page.getByRole("region", { name: "Errors" }).getByRole("button", { name: "Show 100 more" }).click();
  await expect(errors).toHaveCount(201);
});

test("products that cannot be read are said, and the file is compared when they can", async ({ page }) => {
  let broken = true;
  await page.route("**/api/products?*", (route) =>
    broken
      ? route.fulfill({
          status: 500,
          contentType: "application/problem+json",
          body: JSON.stringify({ title: "Error", status: 500, code: "internal", requestId: "REQ1" }),
        })
      : route.fallback(),
  );
  await openImport(page);
  await choose(page, "name,price\nVegetable thali,13.50\n");
  await expect(page.getByRole("alert").filter({ hasText: "500" })).toContainText("REQ1");
  await expectAccessible(page);
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^Nothing to change/)).toBeVisible();
});

/** A file that is long enough to be watched. */
const long = (rows: number) =>
  `name,price,stock\n${Array.from({ length: rows }, (_, at) => `Long ${at},1,1`).join("\n")}\n`;

test("too many requests wait, and a lost answer adds nothing twice", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const before = (await products(docket, token)).length;
  let sent = 0;
  let open = 0;
  let most = 0;
  await page.route("**/api/products", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    sent += 1;
    const number = sent;
    open += 1;
    most = Math.max(most, open);
    try {
      if (number === 5) {
        return await route.fulfill({
          status: 429,
          headers: { "retry-after": "2", "content-type": "application/problem+json" },
          body: JSON.stringify({ title: "Too Many Requests", status: 429, code: "too_many_requests" }),
        });
      }
      const response = await route.fetch();
      // The product was added, and nobody hears of it.
      if (number === 12) return await route.abort("connectionreset");
      return await route.fulfill({ response });
    } finally {
      open -= 1;
    }
  });
  await openImport(page);
  await choose(page, long(30));
  await page.getByRole("button", { name: "Add 30" }).click();
  await expect(page.getByText(/Waiting for the server. Going on in \d s\./)).toBeVisible();
  await expect(page.getByText("29 products added")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("1 product had been added by an earlier attempt")).toBeVisible();
  expect(most).toBeLessThanOrEqual(4);
  expect(await products(docket, token)).toHaveLength(before + 30);
});

test("stopping leaves the rest, leaving asks, and going on adds only what is missing", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const before = (await products(docket, token)).length;
  // The requests wait until the story lets them go.
  let go: () => void = () => {};
  const held = new Promise<void>((done) => {
    go = done;
  });
  let sent = 0;
  await page.route("**/api/products", async (route) => {
    if (route.request().method() === "POST") {
      sent += 1;
      await held;
    }
    await route.fallback();
  });
  await openImport(page);
  await choose(page, long(20));
  await page.getByRole("button", { name: "Add 20" }).click();
  await expect.poll(() => sent).toBe(4);

  await page.getByRole("link", { name: "Orders", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: "The import is still running" });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Stay here" }).click();
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await closing;

  await expectAccessible(page);
  await pictures(page, "products-csv-writing");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopping after the requests that are under way…")).toBeVisible();
  go();
  await expect(page.getByRole("heading", { name: "Import stopped" })).toBeVisible();
  await expect(page.getByText("4 products added")).toBeVisible();
  await expect(page.getByText("16 rows not saved")).toBeVisible();
  await expect(row(page, "Long 19")).toContainText("Not saved, because the import stopped before");
  await page.getByText("4 rows saved").click();
  await expect(row(page, "Long 0")).toContainText("Added");
  expect(await products(docket, token)).toHaveLength(before + 4);

  await page.getByRole("button", { name: "Check 16 rows again…" }).click();
  await expect(count(page, "Unchanged")).toHaveText("4");
  await page.getByRole("button", { name: "Add 16" }).click();
  await expect(page.getByText("16 products added")).toBeVisible();
  expect(await products(docket, token)).toHaveLength(before + 20);
});

/** Tab, until it has the focus. */
async function tabTo(page: Page, to: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await to.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(to).toBeFocused();
}

test("by keyboard alone, from the file to the outcome and back", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openImport(page);
  const pick = page.locator('input[type="file"]');
  const chooseByKey = async (text: string) => {
    await tabTo(page, pick);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
    await chooser.setFiles(file(text));
  };
  await chooseByKey("name,price,stock\nKey lime pie,free,3\n");
  // The focus goes on where the result is.
  await expect(page.getByRole("heading", { name: "products.csv" })).toBeFocused();
  await expect(row(page, "Write it as 12.50.")).toBeVisible();
  await chooseByKey("name,price,stock\nKey lime pie,6.50,3\n");
  await expect(page.getByText("1 error is corrected")).toBeVisible();
  await expect(page.getByRole("heading", { name: "products.csv" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Add 1" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeFocused();
  expect(await product(docket, token, "Key lime pie")).toMatchObject({ price: 650 });
  await chooseByKey("name,price,stock\nKey lime pie,6.50,3\n");
  await expect(page.getByText("Nothing to change. The product is already as the file says.")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Cancel" }));
  await page.keyboard.press("Enter");
  await expect(pick).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Export all products" }));
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(await textOf(download)).toContain(",Key lime pie,");
});

test("the example can be imported, and a file can be dropped", async ({ page }) => {
  await openImport(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download an example" }).click(),
  ]);
  const text = await textOf(download);
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "example.csv", { type: "text/csv" }));
    return transfer;
  }, text);
  await page.dispatchEvent(".import-area", "dragover", { dataTransfer: data });
  await page.dispatchEvent(".import-area", "drop", { dataTransfer: data });
  await expect(page.getByRole("heading", { name: "example.csv" })).toBeVisible();
  await expect(count(page, "New")).toHaveText("2");
  await expect(count(page, "Errors")).toHaveText("0");
});

for (const language of ["en", "de"] as const) {
  test(`the import is accessible, fits a phone, and is light (${language})`, async ({ page }) => {
    // Twenty looks of axe.
    test.setTimeout(180_000);
    const suffix = language === "en" ? "" : "-de";
    await signInAtDesk(page, "Kira Spice");
    const weight = weigh(page);
    await page.goto(`/desk/orders?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const before = weight();
    await page.goto(`/desk/products/import?lang=${language}`);
    await expect(page.locator('input[type="file"]')).toBeAttached();
    expect((weight() - before) / 1_000, "KB of the import beyond the desk").toBeLessThan(40);

    const look = async (name: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, `products-csv-${name}${suffix}`);
      for (const width of [320, 768, 1024]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${name}, ${width} px`).toBeLessThanOrEqual(width);
        if (width === 320) await expectAccessible(page);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await look("choose");
    await choose(
      page,
      `name,prise,price,stock,extras\nTea,,-1,x,Oat milk\n${"Long".repeat(26)},,1.505,1,\nSoup,,1,1,A=1;B\n`,
    );
    await expect(page.locator(".import-counts .is-bad dd")).toHaveText("7");
    await look("faults");
    await choose(
      page,
      `id,name,description,price,stock,extras\nsk-thali,Vegetable thali,"${"Dal and rice. ".repeat(12)}\nTwo lines",14,450,Naan=2.60; Raita=1.80\n,${"Unbreakable".repeat(9)},,4,40,Oat milk=0.50; Double=1.00\n,Soup,Hot,5,20,\n`,
    );
    await expect(count(page, language === "en" ? "New" : "Neu")).toHaveText("2");
    await look("preview");
    await page
      .getByRole("button", { name: language === "en" ? "Add 2, change 1" : "2 hinzufügen, 1 ändern" })
      .click();
    await expect(
      page.getByRole("heading", { name: language === "en" ? "Import finished" : "Import abgeschlossen" }),
    ).toBeVisible();
    await look("done");
  });
}
