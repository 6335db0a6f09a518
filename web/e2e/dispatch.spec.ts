/** The dispatch page. */
import type { Locator, Page } from "@playwright/test";
import { createBatch, DRIVER_ID, deliver, expectNoSideways, readBatch, tail } from "./delivery-orders";
import { expect, expectAccessible, pictures, SELLER, signInAtDesk, test } from "./harness";
import { weigh } from "./weight";

async function openDispatch(page: Page, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/dispatch${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const card = (page: Page, id: string) => page.locator(`[data-batch="${id}"]`);
const stop = (page: Page, id: string) => page.locator(`[data-stop="${id}"]`);
const draft = (page: Page) => page.getByRole("article", { name: "New batch" });
const stopsIn = (of: Locator) =>
  of.locator("[data-stop]").evaluateAll((all) => all.map((one) => one.getAttribute("data-stop")));

test("orders of a zone are proposed together, and become a batch with a driver", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [first, second] = [
    await deliver(docket, token, "Hannah Weiss"),
    await deliver(docket, token, "Bo Nguyen"),
  ];
  const south = await deliver(docket, token, "Samuel Adjei", { zoneId: "south" });
  await openDispatch(page);
  const north = page.getByRole("region", { name: "North of the river" });
  await expect(north).toContainText("Hannah Weiss");
  await expect(page.getByRole("region", { name: "South of the river" })).toContainText(tail(south));
  await north.getByRole("button", { name: "Make a batch of 2" }).click();
  await expect(draft(page).getByRole("heading", { name: "New batch" })).toBeFocused();
  await draft(page).getByLabel("Driver").selectOption({ label: "Dan Wheeler, free" });
  await draft(page).getByRole("button", { name: "Create batch for Dan Wheeler" }).click();
  const batch = page.getByRole("article", { name: "Batch 001" });
  await expect(batch).toContainText("Assigned");
  await expect(batch).toContainText("Dan Wheeler");
  await expect(draft(page)).toBeHidden();
  await expect(north).toBeHidden();
  const { batches } = (await docket.ask("GET", "/api/delivery/batches", undefined, token)) as {
    batches: { orderIds: string[]; driverId: string }[];
  };
  expect(batches).toHaveLength(1);
  expect(batches[0]?.orderIds).toEqual([first, second]);
  expect(batches[0]?.driverId).toBe(DRIVER_ID);
});

test("a batch is built from a selection, and names the orders that would be late", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  // With a delivery time, the kitchen promises when an order arrives at its address.
  await docket.ask("PATCH", "/api/sellers/spice-kitchen", { deliveryTimeMinutes: 15 }, token);
  const early = await deliver(docket, token, "Early Erin");
  await docket.advance("12m");
  const late = await deliver(docket, token, "Late Lara", { ready: false });
  await openDispatch(page);
  for (const name of ["Early Erin", "Late Lara"])
    await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await expect(draft(page)).toBeVisible();
  await expect(stop(page, early)).toContainText(`min late if it waits for ${tail(late)}`);
  await expect(stop(page, late)).not.toContainText("late if");
  await draft(page).getByRole("button", { name: "Discard" }).click();
  await expect(draft(page)).toBeHidden();
  await expect(page.getByRole("checkbox", { name: /Early Erin/ })).not.toBeChecked();
});

test("a stop goes to another batch, back, and to another place", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const ids: string[] = [];
  for (const name of ["Ann", "Ben", "Cem", "Dana"]) ids.push(await deliver(docket, token, name));
  const [ann = "", ben = "", cem = "", dana = ""] = ids;
  const one = await createBatch(docket, token, [ann, ben]);
  const other = await createBatch(docket, token, [cem, dana]);
  await openDispatch(page);
  await page.getByRole("button", { name: `Move ${tail(ben)}` }).click();
  await page.getByRole("menuitem", { name: "To batch 002" }).click();
  await expect(card(page, other.id).locator(`[data-stop="${ben}"]`)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: `${tail(ben)} is in batch 002.` })).toBeAttached();
  expect((await readBatch(docket, other.id, token)).orderIds).toEqual([cem, dana, ben]);
  expect((await readBatch(docket, one.id, token)).orderIds).toEqual([ann]);

  // Moves a stop to a place by its number; an invalid number is refused at the field.
  await page.getByRole("button", { name: `Move ${tail(ben)}` }).click();
  await page.getByRole("menuitem", { name: "To a place…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Place, 1 to 3").fill("9");
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(dialog).toContainText("Enter a number from 1 to 3.");
  await dialog.getByLabel("Place, 1 to 3").fill("1");
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect.poll(() => stopsIn(card(page, other.id))).toEqual([ben, cem, dana]);
  await expect
    .poll(async () => (await readBatch(docket, other.id, token)).orderIds)
    .toEqual([ben, cem, dana]);

  // The last stop of a batch cannot be removed: the menu says why.
  await page.getByRole("button", { name: `Move ${tail(ann)}` }).click();
  await expect(page.getByRole("menuitem", { name: "To batch 002" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("menu")).toContainText("Cancel the batch instead");
});

test("an order is dragged into a batch, and within it", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [ann, ben, cem] = [
    await deliver(docket, token, "Ann"),
    await deliver(docket, token, "Ben"),
    await deliver(docket, token, "Cem"),
  ];
  const batch = await createBatch(docket, token, [ann, ben]);
  await openDispatch(page);
  await page.locator(".wait", { hasText: tail(cem) }).dragTo(card(page, batch.id).locator(".batch-head"));
  await expect.poll(() => stopsIn(card(page, batch.id))).toEqual([ann, ben, cem]);
  await page.locator(`[data-grip="${cem}"]`).dragTo(stop(page, ann));
  await expect.poll(() => stopsIn(card(page, batch.id))).toEqual([cem, ann, ben]);
  await expect.poll(async () => (await readBatch(docket, batch.id, token)).orderIds).toEqual([cem, ann, ben]);
});

test("the whole of it by keyboard alone", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [ann, ben] = [await deliver(docket, token, "Ann"), await deliver(docket, token, "Ben")];
  await openDispatch(page);
  const press = async (target: Locator, key: string) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) {
        await page.keyboard.press(key);
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${target}`);
  };
  await press(page.getByRole("checkbox", { name: /Ann/ }), "Space");
  await press(page.getByRole("checkbox", { name: /Ben/ }), "Space");
  await press(page.locator(`[data-grip="${ben}"]`), "Alt+ArrowUp");
  await expect.poll(() => stopsIn(draft(page))).toEqual([ben, ann]);
  await expect(page.locator(`[data-grip="${ben}"]`)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: `${tail(ben)} is stop 1 of 2.` })).toBeAttached();
  await press(draft(page).getByRole("button", { name: "Create batch" }), "Enter");
  const batch = page.getByRole("article", { name: "Batch 001" });
  await expect(batch).toBeVisible();
  await press(batch.locator(`[data-grip="${ann}"]`), "Alt+ArrowUp");
  await expect.poll(() => stopsIn(batch)).toEqual([ann, ben]);
  await expect(batch.locator(`[data-grip="${ann}"]`)).toBeFocused();
  await press(batch.getByRole("button", { name: "Assign…" }), "Enter");
  const dialog = page.getByRole("dialog", { name: "Driver of batch 001" });
  await press(dialog.getByLabel("Driver"), "ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(batch).toContainText("Dan Wheeler");
  await expect(batch.getByRole("button", { name: "Reassign…" })).toBeFocused();
  const { batches } = (await docket.ask("GET", "/api/delivery/batches", undefined, token)) as {
    batches: { orderIds: string[] }[];
  };
  expect(batches[0]?.orderIds).toEqual([ann, ben]);
});

test("a batch is given up with a reason, and its orders wait again", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const id = await deliver(docket, token, "Ann");
  const batch = await createBatch(docket, token, [id]);
  await openDispatch(page);
  await page.getByRole("button", { name: "More for batch 001" }).click();
  await page.getByRole("menuitem", { name: "Cancel batch…" }).click();
  const question = page.getByRole("alertdialog");
  // A text that is too long is refused at its field, and remains in the field.
  await question.getByLabel("Reason").fill("x".repeat(1_001));
  await question.getByRole("button", { name: "Cancel batch" }).click();
  await expect(question.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await expect(question.getByLabel("Reason")).toHaveValue("x".repeat(1_001));
  await question.getByLabel("Reason").fill("The van broke down");
  await question.getByRole("button", { name: "Cancel batch" }).click();
  await expect(card(page, batch.id)).toBeHidden();
  await expect(page.getByRole("checkbox", { name: /Ann/ })).toBeVisible();
  expect(await readBatch(docket, batch.id, token)).toMatchObject({
    status: "CANCELLED",
    reason: "The van broke down",
  });
});

test("somebody else was faster: the refused order is named with its batch, and left out with a click", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const [ann, ben] = [await deliver(docket, token, "Ann"), await deliver(docket, token, "Ben")];
  await openDispatch(page);
  for (const name of ["Ann", "Ben"]) await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  // The other page is faster: this one has not received the change when it sends.
  await page.route("**/api/changes**", (route) => route.abort());
  const theirs = await createBatch(docket, token, [ben]);
  await draft(page).getByRole("button", { name: "Create batch" }).click();
  const refusal = draft(page).getByRole("alert");
  await expect(refusal).toContainText(`${tail(ben)} (batch 001)`);
  await expectAccessible(page);
  await refusal.getByRole("button", { name: "Leave those out" }).click();
  await expect.poll(() => stopsIn(draft(page))).toEqual([ann]);
  await draft(page).getByRole("button", { name: "Create batch" }).click();
  await expect(page.getByRole("article", { name: "Batch 002" })).toBeVisible();
  expect((await readBatch(docket, theirs.id, token)).orderIds).toEqual([ben]);
});

test("a batch that somebody changed meanwhile is not changed over it", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [ann, ben] = [await deliver(docket, token, "Ann"), await deliver(docket, token, "Ben")];
  const batch = await createBatch(docket, token, [ann, ben]);
  await openDispatch(page);
  await page.getByRole("button", { name: "Assign…" }).click();
  const dialog = page.getByRole("dialog", { name: "Driver of batch 001" });
  await dialog.getByLabel("Driver").selectOption({ index: 1 });
  const sequence = [ben, ann].map((orderId, at) => ({ orderId, sequence: at + 1 }));
  await docket.ask("PATCH", `/api/delivery/batches/${batch.id}/sequence`, { sequence }, token);
  await dialog.getByRole("button", { name: "Assign" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody else changed batch 001");
  await expect(dialog.getByLabel("Driver")).toHaveValue(DRIVER_ID);
  await expect.poll(() => stopsIn(card(page, batch.id))).toEqual([ben, ann]);
  await dialog.getByRole("button", { name: "Read again" }).click();
  await dialog.getByRole("button", { name: "Assign" }).click();
  await expect(card(page, batch.id)).toContainText("Dan Wheeler");
});

test("a move of which only the first half was done says so, and is taken back", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [ann, ben, cem, dana] = [
    await deliver(docket, token, "Ann"),
    await deliver(docket, token, "Ben"),
    await deliver(docket, token, "Cem"),
    await deliver(docket, token, "Dana"),
  ];
  const one = await createBatch(docket, token, [ann, ben]);
  const other = await createBatch(docket, token, [cem, dana]);
  await openDispatch(page);
  await expect(stop(page, ben)).toBeVisible();
  await page.route("**/api/changes**", (route) => route.abort());
  const sequence = [dana, cem].map((orderId, at) => ({ orderId, sequence: at + 1 }));
  await docket.ask("PATCH", `/api/delivery/batches/${other.id}/sequence`, { sequence }, token);
  await page.getByRole("button", { name: `Move ${tail(ben)}` }).click();
  await page.getByRole("menuitem", { name: "To batch 002" }).click();
  const half = page.getByRole("alert").filter({ hasText: "is out of batch 001" });
  await expect(half).toContainText(`${tail(ben)} is out of batch 001, and could not be added to batch 002.`);
  await expect(half).toContainText("Somebody else changed batch 002");
  expect((await readBatch(docket, one.id, token)).orderIds).toEqual([ann]);
  await half.getByRole("button", { name: "Put it back into 001" }).click();
  await expect(half).toBeHidden();
  await expect.poll(() => stopsIn(card(page, one.id))).toEqual([ann, ben]);
  expect((await readBatch(docket, other.id, token)).orderIds).toEqual([dana, cem]);
});

test("what another desk does is shown here within seconds", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const id = await deliver(docket, token, "Ann", { ready: false });
  await openDispatch(page);
  await expect(page.getByRole("checkbox", { name: /Ann/ })).toBeVisible();
  await docket.ask("PATCH", `/api/orders/${id}/status`, { status: "READY" }, token);
  await expect(page.getByText("1 ready, 0 soon")).toBeVisible({ timeout: 20_000 });
  const batch = await createBatch(docket, token, [id], DRIVER_ID);
  await expect(card(page, batch.id)).toContainText("Dan Wheeler", { timeout: 20_000 });
  await expect(page.getByText("Nothing waits for a batch")).toBeVisible();
});

test("names and addresses are text, whatever is in them", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const evil = "<img src=x onerror=alert(1)>";
  const [one, two] = [
    await deliver(docket, token, evil, { line1: "<script>alert(2)</script> 1" }),
    await deliver(docket, token, "Ben"),
  ];
  await createBatch(docket, token, [two]);
  await openDispatch(page);
  await page.getByRole("button", { name: "Make a batch of 1" }).click();
  await expect(stop(page, one)).toContainText(evil);
  await expect(stop(page, one)).toContainText("<script>alert(2)</script> 1");
  expect(await page.locator("main img, main script").count()).toBe(0);
});

test("what could not be read says so, and is read again", async ({ page, docket }) => {
  await docket.token(SELLER);
  await page.route("**/api/delivery/batches?**", (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({ status: 500, code: "internal", detail: "It is our fault." }),
    }),
  );
  await openDispatch(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("It is our fault.");
  await page.unroute("**/api/delivery/batches?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No batch is under way")).toBeVisible();
});

test("on a phone what waits and the batches are tabs", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await deliver(docket, token, "Ann");
  await page.setViewportSize({ width: 390, height: 844 });
  await openDispatch(page);
  const tabs = page.getByRole("navigation", { name: "Parts of this page" });
  await expect(page.getByRole("checkbox", { name: /Ann/ })).toBeVisible();
  await tabs.getByRole("link", { name: /Batches/ }).click();
  await expect(page.getByRole("checkbox", { name: /Ann/ })).toBeHidden();
  await expect(page.getByText("No batch is under way")).toBeVisible();
  await expectAccessible(page);
  await tabs.getByRole("link", { name: /Waiting/ }).click();
  await page.getByRole("button", { name: "Make a batch of 1" }).click();
  await expect(draft(page).getByRole("heading", { name: "New batch" })).toBeFocused();
  await expect(page).toHaveURL(/part=batches/);
});

for (const language of ["en", "de"] as const) {
  test(`dispatch is accessible, light, and fits its window (${language})`, async ({ page, docket }) => {
    const token = await docket.token(SELLER);
    const ids: string[] = [];
    for (const name of ["Hannah Weiss", "Ingrid Solberg", "Marcus Bell", "Yuki Tanabe", "Celeste Moreau"])
      ids.push(await deliver(docket, token, name));
    const long = "Maximiliane von Hohenstein-Wagenknecht";
    await deliver(docket, token, long, { line1: "3900 Connecticut Avenue NW, Apartment 512", ready: false });
    await deliver(docket, token, "Amara Okonkwo", { zoneId: "south" });
    const [a = "", b = "", c = "", d = ""] = ids;
    await createBatch(docket, token, [a, b, c], DRIVER_ID);
    await docket.ask(
      "PATCH",
      `/api/delivery/batches/${(await createBatch(docket, token, [d])).id}/reassign`,
      { driverId: DRIVER_ID },
      token,
    );
    await signInAtDesk(page, "Kira Spice");
    const weight = weigh(page);
    await page.goto(`/desk/orders?lang=${language}`);
    await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
    const before = weight();
    await page.goto(`/desk/dispatch?lang=${language}`);
    await expect(page.locator("[data-stop]").first()).toBeVisible();
    expect((weight() - before) / 1_000, "KB of dispatch beyond the desk").toBeLessThan(40);
    await page.getByRole("checkbox", { name: new RegExp(long) }).check();
    await page.getByRole("checkbox", { name: /Celeste/ }).check();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, language === "en" ? "dispatch" : "dispatch-de");
    await expectNoSideways(page, [320, 768, 1024, 1280]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/desk/dispatch?lang=${language}&part=batches`);
    await expect(page.locator("[data-stop]").first()).toBeVisible();
    await expect(page.locator(".dispatch-tabs [aria-current]")).toHaveCount(1);
    await expectAccessible(page);
    await pictures(page, language === "en" ? "dispatch-batches" : "dispatch-batches-de");
    await expectNoSideways(page, [320]);
  });
}
