/** Writing an import of products as CSV: saved rows, failed rows, and continuing. */
import { expect, expectAccessible, type Json, pictures, SELLER, test } from "./harness";
import { tabTo } from "./people";
import { productNamed, products, row } from "./products-asked";
import { BYTE_ORDER_MARK, choose, count, exported, file, HEAD, openImport, textOf } from "./products-file";

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
  expect(await productNamed(docket, "Dish 10", token)).toMatchObject({
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
  expect(text.startsWith(`${BYTE_ORDER_MARK}${HEAD}\r\n`)).toBe(true);
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
  expect(await productNamed(docket, "Vegetable thali", token)).toMatchObject({
    price: 1_399,
    available: 500,
  });
  expect(await productNamed(docket, "Chickpea curry", token)).toMatchObject({ price: 1_200 });
  expect(await productNamed(docket, "Mango lassi", token)).toMatchObject({ available: 390 });
  await expectAccessible(page);
  await pictures(page, "products-csv-failed");

  // Nothing is lost: the row is compared with the present product, and only the remaining change is made.
  await page.getByRole("button", { name: "Check 1 row again…" }).click();
  await expect(count(page, "Changed")).toHaveText("1");
  await expect(count(page, "Unchanged")).toHaveText("2");
  await expect(row(page, "Vegetable thali")).toContainText("$13.99");
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(page.getByText("1 product changed")).toBeVisible();
  expect(await productNamed(docket, "Vegetable thali", token)).toMatchObject({
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
  // Meanwhile most of the stock is written off elsewhere, so 400 cannot be written off.
  await docket.ask("POST", "/api/products/sk-thali/stock", { change: -300, reason: "Spoiled" }, token);
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(row(page, "Vegetable thali")).toContainText("400 cannot be written off, as 200 are in stock");
  await page.getByRole("button", { name: "Check 1 row again…" }).click();
  // The name had been saved already.
  await expect(row(page, "Big thali")).toContainText("200");
  await page.getByRole("button", { name: "Change 1" }).click();
  await expect(page.getByText("1 product changed")).toBeVisible();
  expect(await productNamed(docket, "Big thali", token)).toMatchObject({ available: 100 });
});

/** A file that is large enough for its progress to be seen. */
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
      // The product was created, and the answer is lost.
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
  // The requests wait until the test releases them.
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
  // The focus moves to the result.
  await expect(page.getByRole("heading", { name: "products.csv" })).toBeFocused();
  await expect(row(page, "Write it as 12.50.")).toBeVisible();
  await chooseByKey("name,price,stock\nKey lime pie,6.50,3\n");
  await expect(page.getByText("1 error is corrected")).toBeVisible();
  await expect(page.getByRole("heading", { name: "products.csv" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Add 1" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeFocused();
  expect(await productNamed(docket, "Key lime pie", token)).toMatchObject({ price: 650 });
  await chooseByKey("name,price,stock\nKey lime pie,6.50,3\n");
  await expect(page.getByText("Nothing to change. The product is already as the file says.")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Cancel" }));
  await page.keyboard.press("Enter");
  await expect(pick).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Export all products" }));
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(await textOf(download)).toContain(",Key lime pie,");
});
