/** Changes to many orders, the table as a file, and paper. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import {
  type Docket,
  expect,
  expectAccessible,
  newPhone,
  pictures,
  SELLER,
  signInAtDesk,
  test,
} from "./harness";

async function place(docket: Docket, name: string): Promise<string> {
  const { id } = await docket.order({
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-curry", quantity: 2 }],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
  });
  return id;
}

const row = (page: Page, id: string) => page.locator(`tr[data-order="${id}"]`);

async function select(page: Page, ids: readonly string[]): Promise<void> {
  for (const id of ids) await row(page, id).getByRole("checkbox").check();
  await expect(page.getByRole("region", { name: `${ids.length} orders selected` })).toBeVisible();
}

async function table(page: Page): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table");
}

test("a bulk change shows the possible orders, then each outcome, and keeps failed orders selected", async ({
  page,
  docket,
}) => {
  const seller = await docket.token(SELLER);
  const [first = "", second = "", late = ""] = [
    await place(docket, "Many One"),
    await place(docket, "Many Two"),
    await place(docket, "Many Three"),
  ];
  for (const id of [first, second]) await docket.ask("PATCH", `/api/orders/${id}/accept`, {}, seller);
  await table(page);
  await select(page, [first, second, late]);
  await page.getByRole("button", { name: "More for 3 orders" }).click();
  await page.getByRole("menuitem", { name: "Change status…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("New status").selectOption("READY");
  await expect(dialog).toContainText("2 can be set to Ready, 1 cannot");
  await expect(dialog).toContainText(`${late.slice(-4)}is New`);
  await expectAccessible(page);

  // One of them is cancelled before the button is pressed.
  await docket.ask("PATCH", `/api/orders/${second}/cancel`, { reason: "The customer called." }, seller);
  await dialog.getByRole("button", { name: "Set 2 to Ready" }).click();
  const outcome = page.getByRole("dialog", { name: "1 of 2 set to Ready." });
  await expect(outcome.getByRole("listitem").filter({ hasText: first.slice(-4) })).toContainText("Ready");
  await expect(outcome.locator("li.is-bad")).toContainText(second.slice(-4));
  await pictures(page, "bulk-outcome");
  await outcome.getByRole("button", { name: "Close" }).click();
  await expect(row(page, late).getByRole("checkbox")).toBeChecked();
  await expect(row(page, first).getByRole("checkbox")).not.toBeChecked();
  await expect(row(page, first)).toContainText("Ready");
});

test("the downloaded table holds exactly what is shown", async ({ page, docket }) => {
  const open = [await place(docket, "Csv Column"), await place(docket, "Csv Comma, with a comma")];
  const over = await place(docket, "Csv Cancelled");
  const seller = await docket.token(SELLER);
  await docket.ask("PATCH", `/api/orders/${over}/reject`, { reason: "Sold out." }, seller);
  await place(docket, "Not Listed");
  await signInAtDesk(page, "Kira Spice");
  // A text finds orders in every tab, also those that are not in the tab that is open.
  for (const tab of ["", "&tab=done"]) {
    await page.goto(`/desk/orders?view=table&q=csv${tab}`);
    await expect(page.locator("tr[data-order]")).toHaveCount(3);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text.match(/^ORD-\d{8}-\w{10}/gm)?.sort()).toEqual([...open, over].sort());
    await expect(page.getByText("3 orders downloaded.")).toBeVisible();
  }
  await page.goto("/desk/orders?view=table&q=csv&tab=done&phase=rejected");
  await expect(page.locator("tr[data-order]")).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain(over);
  await expect(page.getByText("1 order downloaded.")).toBeVisible();
});

test("paper has a page for each order, and the page comes back afterwards", async ({ page, docket }) => {
  const ids = [await place(docket, "Paper One"), await place(docket, "Paper Two")];
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await table(page);
  await select(page, ids);
  await page
    .getByRole("region", { name: "2 orders selected" })
    .getByRole("button", { name: "Print" })
    .click();
  await page.getByRole("menuitem", { name: "Packing slips" }).click();
  await expect(page.locator("body[data-printed]")).toBeAttached();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".paper .sheet")).toHaveCount(2);
  await expect(page.locator(".paper")).toContainText(ids[0] ?? "");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(page.locator(".paper")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
});
