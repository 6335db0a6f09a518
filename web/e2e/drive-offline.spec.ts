/** A tour from the creation of its batch to its end, with a part of it offline. */
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { type Batch, createBatch, DRIVER_ID, deliver, readBatch, tail } from "./delivery-orders";
import {
  address,
  delivered,
  hold,
  kept,
  now,
  PHONE,
  reached,
  report,
  signInAsDriver,
  street,
} from "./driver";
import { type Docket, expect, expectAccessible, pictures, SELLER, signInAtDesk, test } from "./harness";
import { read } from "./kitchen-orders";

test("dispatch sends a tour out; the driver goes on without signal; everything arrives with its true time", async ({
  page,
  docket,
  browser,
}) => {
  test.setTimeout(180_000);
  const token = await docket.token(SELLER);
  const ids: string[] = [];
  for (const name of ["Ann", "Ben", "Cem", "Dana"]) ids.push(await deliver(docket, token, name));
  const elsewhere = await createBatch(docket, token, [await deliver(docket, token, "Eve"), ids[3] ?? ""]);

  // Dispatch creates a batch of waiting orders, moves a stop into it, and assigns it to Dan.
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/dispatch");
  await page.getByRole("button", { name: "Make a batch of 3" }).click();
  await page.getByRole("button", { name: "Create batch" }).click();
  const batch = page.getByRole("article", { name: "Batch 002" });
  await page.getByRole("button", { name: `Move ${tail(ids[3] ?? "")}` }).click();
  await page.getByRole("menuitem", { name: "To batch 002" }).click();
  await expect(batch.locator("[data-stop]")).toHaveCount(4);
  await batch.getByRole("button", { name: "Assign…" }).click();
  await page.getByRole("dialog").getByLabel("Driver").selectOption({ label: "Dan Wheeler, free" });
  await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
  await expect(batch).toContainText("Dan Wheeler");
  expect((await readBatch(docket, elsewhere.id, token)).orderIds).toHaveLength(1);

  await withDriver(browser, docket, async (phone, context) => {
    await signInAsDriver(phone);
    await kept(phone);
    await phone.getByRole("link", { name: /002/ }).click();
    await hold(phone.getByRole("button", { name: "Hold: pick up 4 orders" }));
    await expect(address(phone)).toHaveText(await street(docket, ids[0] ?? "", token));
    await expect.poll(async () => (await read(docket, ids[3] ?? "", token)).status).toBe("OUT_FOR_DELIVERY");

    await context.setOffline(true);
    await expect(phone.getByText(/^No signal since/)).toBeVisible();
    await hold(delivered(phone));
    await expect(address(phone)).toHaveText(await street(docket, ids[1] ?? "", token));
    await delivered(phone).click();
    await phone.getByRole("button", { name: /Press again: delivered/ }).click();
    await expect(address(phone)).toHaveText(await street(docket, ids[2] ?? "", token));
    await report(phone, "Nobody there", "Rang twice");
    await expect(phone.getByText("3 steps wait for signal")).toBeVisible();
    const made = await now(docket);

    // A reload without a connection loses nothing.
    await phone.reload();
    await expect(phone.getByText("3 steps wait for signal")).toBeVisible();
    await expect(address(phone)).toHaveText(await street(docket, ids[3] ?? "", token));
    expect(await read(docket, ids[0] ?? "", token)).toMatchObject({ status: "OUT_FOR_DELIVERY" });

    await docket.advance("10m");
    await context.setOffline(false);
    await expect(phone.getByText("3 steps wait for signal")).toBeHidden({ timeout: 20_000 });
    for (const id of ids.slice(0, 2)) {
      await expect.poll(async () => (await read(docket, id, token)).status).toBe("DELIVERED");
      const at = await reached(docket, id, token, "DELIVERED");
      expect(Math.abs(at - made), "the time of the step, not of the signal").toBeLessThan(60_000);
    }
    const [first, second] = [
      await reached(docket, ids[0] ?? "", token, "DELIVERED"),
      await reached(docket, ids[1] ?? "", token, "DELIVERED"),
    ];
    expect(first).toBeLessThan(second);

    // Dispatch sees the problem at the top of the page, and moves the stop to the end.
    const trouble = page.locator(`[data-trouble="${ids[2]}"]`);
    await expect(trouble).toContainText("Nobody there.", { timeout: 20_000 });
    await expect(trouble).toContainText("“Rang twice”");
    const { deliveryProblem } = (await read(docket, ids[2] ?? "", token)) as unknown as {
      deliveryProblem: { at: string };
    };
    expect(Math.abs(Date.parse(deliveryProblem.at) - made)).toBeLessThan(60_000);
    await expectAccessible(page);
    await pictures(page, "dispatch-trouble");
    await trouble.getByRole("button", { name: "Last stop instead" }).click();
    await expect
      .poll(async () => (await readBatch(docket, (await theirs(docket, token)).id, token)).orderIds.at(-1))
      .toBe(ids[2]);

    await hold(delivered(phone));
    await expect(address(phone)).toHaveText(await street(docket, ids[2] ?? "", token));
    await expect(phone.getByText(/^Reported at .*Nobody there/)).toBeVisible();
    await hold(delivered(phone));
    await expect(address(phone)).toHaveText("All stops are done");
    await hold(phone.getByRole("button", { name: "Hold: complete the tour" }));
    await expect(phone.getByRole("heading", { name: "The tour is completed" })).toBeVisible();
    await expect(phone.getByText("Dispatch knows.")).toBeVisible();
    await phone.getByRole("link", { name: "Today’s batches" }).last().click();
    await expect(phone.getByRole("heading", { name: "Completed today" })).toBeVisible({ timeout: 20_000 });
  });
  await expect(batch).toBeHidden({ timeout: 20_000 });
  await expect(page.locator("[data-trouble]")).toHaveCount(0);
  expect((await theirs(docket, token, "COMPLETED")).driverId).toBe(DRIVER_ID);
});

/** The one batch of the demo's driver. */
async function theirs(docket: Docket, token: string, status?: string): Promise<Batch> {
  const query = new URLSearchParams({ driverId: DRIVER_ID, ...(status && { status }) });
  const { batches } = await docket.ask("GET", `/api/delivery/batches?${query}`, undefined, token);
  const [batch] = batches as Batch[];
  if (batch === undefined) throw new Error("the driver has no batch");
  return batch;
}

/** A second device: the driver's phone. */
async function withDriver(
  browser: Browser,
  docket: Docket,
  go: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL: docket.url, viewport: PHONE, hasTouch: true });
  try {
    await go(await context.newPage(), context);
  } finally {
    await context.close();
  }
}
