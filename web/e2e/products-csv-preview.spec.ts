/** The preview of an import of products as CSV: what a file contains, and its errors. */
import { expect, expectAccessible, pictures, SELLER, signInAtDesk, test } from "./harness";
import { productNamed, row } from "./products-asked";
import { BYTE_ORDER_MARK, choose, count, exported, openImport, textOf } from "./products-file";
import { weigh } from "./weight";

test("formulas and markup are shown as texts, here and in the spreadsheet", async ({ page, docket }) => {
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
  // The apostrophe is a part of the first text, so the file contains two.
  const rows = names.map((name) => `${cell(name.replace(/^'/, "''"))},1,2,${cell(name.replace(/^'/, "''"))}`);
  await openImport(page);
  await choose(page, `name,price,stock,description\n${rows.join("\n")}`, "<b>bold</b>.csv");
  await expect(page.getByRole("heading", { name: "<b>bold</b>.csv" })).toBeVisible();
  for (const name of names) await expect(row(page, name).first()).toBeVisible();
  await page.getByRole("button", { name: "Add 6" }).click();
  await expect(page.getByText("6 products added")).toBeVisible();
  for (const name of names)
    expect(await productNamed(docket, name, token)).toMatchObject({ description: name });

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
  await choose(page, `${BYTE_ORDER_MARK}${text.replace("3,50", "3,505")}`, "karte.csv");
  await expect(row(page, "USD hat 2 Nachkommastellen")).toContainText("3");
  await choose(page, `${BYTE_ORDER_MARK}${text}`, "karte.csv");
  await expect(page.getByText("1 Fehler behoben")).toBeVisible();
  await expect(page.getByText("2 Zeilen, mit Semikolons und Dezimalkomma")).toBeVisible();
  await page.getByRole("button", { name: "2 hinzufügen" }).click();
  await expect(page.getByText("2 Produkte hinzugefügt")).toBeVisible();
  expect(await productNamed(docket, "Tee", token)).toMatchObject({
    price: 350,
    addons: [{ id: "hafermilch", name: "Hafermilch", price: 50 }],
  });
  expect(await productNamed(docket, "Gold", token)).toMatchObject({ price: 125_000, active: false });

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

test("unknown ids and ids of other sellers have different errors", async ({ page }) => {
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
    // Axe checks twenty states.
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
