/** Templates of a farm: a customer's weekly box, ordered on a schedule and by hand. */
import { tabTo } from "./desk-form";
import { expect, expectAccessible, type Json, newPhone, signInAtDesk, test } from "./harness";
import { FARM, field, inAnHour, LIST, make, open, orders, said, templates } from "./templates-page";

// Each test starts a program and visits several pages.
test.setTimeout(180_000);

test("a farm sets up a box, orders it now, and pauses it; what is due comes by itself when it is not", async ({
  page,
  docket,
}) => {
  const token = await docket.token(FARM);
  await signInAtDesk(page, "Paula Green");
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(page.getByRole("heading", { name: "No templates yet" })).toBeVisible();
  await page.getByRole("link", { name: "New template" }).click();

  await field(page, "Name of the template").fill("Daily box");
  await field(page, "Customer").fill("Ada Lovelace");
  await field(page, "Phone").fill("(202) 555-0142");
  await page.getByLabel("Add a product").selectOption("gv-eggs");
  await page.getByLabel("Add a product").selectOption("gv-honey");
  await page.getByRole("button", { name: /^More: .*eggs/i }).click();
  await field(page, "Method").selectOption("pickup");
  await field(page, "Orders").selectOption("weekly");
  const time = await inAnHour(docket);
  await field(page, "Time").fill(time);
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    await page.getByRole("button", { name: day, exact: true }).click();
  await expect(page.locator(".template-words")).toHaveText(
    `Every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, and Sunday at ${time}`,
  );
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(page).toHaveURL(/\/desk\/templates\/TPL-/);
  const state = page.getByRole("region", { name: "What it does now" });
  await expect(state).toContainText("Active");
  // The farm's time zone may change its offset in these days; the order's time of day does not change.
  const upcoming = state.getByRole("region", { name: "The next 5 times:" }).getByRole("listitem");
  await expect(upcoming).toHaveCount(5);
  for (const one of await upcoming.all()) await expect(one).toContainText(time);

  // Now by hand.
  await page.getByRole("button", { name: "Order now…" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Total");
  await question.getByRole("button", { name: "Place the order" }).click();
  await said(page, "is placed.");
  expect(await orders(docket, token)).toHaveLength(1);
  await page.getByRole("button", { name: "View order" }).click();
  await expect(page).toHaveURL(/\/desk\/orders\/ORD-/);
  await page.goBack();

  // While the template is paused, nothing is ordered.
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(state).toContainText("Paused");
  await docket.advance("2h");
  // Sessions expire meanwhile: the farm's page renews its own.
  expect(await orders(docket, await docket.token(FARM))).toHaveLength(1);
  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(state).toContainText("Active");
  await docket.advance("24h");
  const later = await docket.token(FARM);
  await expect.poll(async () => (await orders(docket, later)).length, { timeout: 20_000 }).toBe(2);
  await page.reload();
  await expect(state).toContainText("Placed for");
  await state.getByRole("link", { name: "View order" }).click();
  await expect(page).toHaveURL(/\/desk\/orders\/ORD-/);
});

test("the list says what orders when, shows the paused alone, and deletes after a question", async ({
  page,
  docket,
}) => {
  const token = await docket.token(FARM);
  await make(docket, token);
  const monthly = await make(docket, token, {
    name: "Month's end",
    schedule: {
      rrule: "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=30;COUNT=6",
      timezone: "America/New_York",
    },
  });
  await make(docket, token, {
    name: "Cron",
    schedule: { cron: "0 8 * * 1", timezone: "America/New_York" },
  });
  await make(docket, token, { name: "By hand", schedule: null });
  await open(page);
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(row("Monday box")).toContainText("Every Monday at 08:00");
  await expect(row("Monday box")).toContainText("Next: Mon");
  await expect(row("Month's end")).toContainText("Every month on the last day at 09:30, 6 times");
  await expect(row("Cron")).toContainText("By the rule 0 8 * * 1");
  await expect(row("By hand").first()).toContainText("Ordered by hand");

  await row("Month's end").getByRole("button", { name: "Actions for Month's end" }).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(row("Month's end")).toContainText("Paused");
  await page.getByRole("link", { name: /^Paused/ }).click();
  await expect(page).toHaveURL(/show=paused/);
  await expect(page.locator(".template")).toHaveCount(1);
  await page.reload();
  await expect(page.locator(".template")).toHaveCount(1);
  await row("Month's end").getByRole("button", { name: "Actions for Month's end" }).click();
  await page.getByRole("menuitem", { name: "Resume" }).click();
  await expect(page.getByRole("heading", { name: "No templates match" })).toBeVisible();
  await page.getByRole("link", { name: "Show all templates" }).click();

  await row("Month's end").getByRole("button", { name: "Actions for Month's end" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(row("Month's end")).toHaveCount(0);
  expect((await templates(docket, token)).map(({ id }) => id)).not.toContain(monthly.id);
  await page.goto(`/desk/templates/${monthly.id}`);
  await expect(page.getByRole("heading", { name: "This is not here any more" })).toBeVisible();
});

test("what is refused is said at its field, and nothing typed is lost", async ({ page, docket }) => {
  const token = await docket.token(FARM);
  await open(page, "/new");
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(field(page, "Customer")).toBeFocused();
  await expect(page.getByText("Add at least one product.")).toBeVisible();
  await field(page, "Customer").fill("Ada Lovelace");
  await field(page, "Phone").fill("+1 202");
  await page.getByLabel("Add a product").selectOption("gv-honey");
  await field(page, "Method").selectOption("delivery");
  await field(page, "Orders").selectOption("weekly");
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(page.getByText("Choose at least one day.")).toBeVisible();
  await page.getByRole("button", { name: "Friday", exact: true }).click();
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(field(page, "Phone")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Phone")).toBeFocused();
  await expect(page.getByText("Is required for the methods delivery and shipping").first()).toBeVisible();
  await expectAccessible(page);
  expect(await templates(docket, token)).toEqual([]);
  await field(page, "Phone").fill("+1 202 555 0142");
  await field(page, "Street and number").fill("12 Harbour Street");
  await field(page, "City").fill("Boston");
  await field(page, "State or region").fill("MA");
  await field(page, "Postal code").fill("02110");
  await field(page, "Country").selectOption("US");
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(page).toHaveURL(/\/desk\/templates\/TPL-/);
  const [made] = await templates(docket, token);
  expect(made).toMatchObject({
    customer: { name: "Ada Lovelace" },
    fulfilment: { method: "delivery", address: { city: "Boston" } },
    schedule: { rrule: "FREQ=WEEKLY;BYDAY=FR;BYHOUR=8;BYMINUTE=0" },
  });
});

test("an order that cannot be placed says why, in the question", async ({ page, docket }) => {
  const token = await docket.token(FARM);
  const { id } = await make(docket, token, { items: [{ productId: "gv-eggs", quantity: 9_999 }] });
  await open(page, `/${id}`);
  await page.getByRole("button", { name: "Order now…" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("9999 × Free-range eggs, dozen");
  await question.getByRole("button", { name: "Place the order" }).click();
  await expect(question.getByRole("alert")).toBeVisible();
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Order now…" })).toBeFocused();
  expect(await orders(docket, token)).toEqual([]);
});

test("two people change one template: other fields are kept, the same one is decided", async ({
  page,
  docket,
}) => {
  const token = await docket.token(FARM);
  const { id } = await make(docket, token);
  const patch = (body: Json) => docket.ask("PATCH", `${LIST}/${id}`, body, token);
  await open(page, `/${id}`);
  await field(page, "Notes for the seller").fill("Mine");
  await patch({ paused: true });
  await page.getByRole("button", { name: "Save template" }).click();
  await said(page, "Saved.");
  expect((await templates(docket, token))[0]).toMatchObject({
    notes: "Mine",
    schedule: { status: "paused" },
  });

  await field(page, "Notes for the seller").fill("Mine again");
  await patch({ notes: "Theirs" });
  await page.getByRole("button", { name: "Save template" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Somebody has changed this" });
  await expect(notice).toBeVisible();
  await expect(field(page, "Notes for the seller")).toHaveValue("Mine again");
  await notice.getByRole("button", { name: "Show what is there now" }).click();
  await expect(field(page, "Notes for the seller")).toHaveValue("Theirs");
});

test("a rule that the form cannot build is kept until another is chosen", async ({ page, docket }) => {
  const token = await docket.token(FARM);
  const rrule = "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=8;BYMINUTE=0";
  const { id } = await make(docket, token, { schedule: { rrule, timezone: "America/New_York" } });
  await open(page, `/${id}`);
  await expect(field(page, "Orders")).toHaveValue("kept");
  await page.getByRole("radio", { name: "Stop until somebody resumes it" }).click();
  await page.getByRole("button", { name: "Save template" }).click();
  await said(page, "Saved.");
  expect((await templates(docket, token))[0]).toMatchObject({ schedule: { rrule, onShortage: "stop" } });
  await field(page, "Orders").selectOption("daily");
  await field(page, "Every").fill("2");
  await field(page, "Ends").selectOption("after");
  await field(page, "Number of orders").fill("3");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("region", { name: "What it does now" })).toContainText(
    "Every 2 days at 08:00, 3 times",
  );
});

test("what people write is text", async ({ page, docket }) => {
  const evil = '<img src=x onerror="document.title=1">"\'`';
  const token = await docket.token(FARM);
  const { id } = await make(docket, token, {
    name: evil,
    notes: evil,
    customer: { name: evil, phone: newPhone() },
  });
  await open(page);
  await expect(page.getByRole("heading", { name: evil })).toBeVisible();
  await page.goto(`/desk/templates/${id}`);
  await expect(field(page, "Notes for the seller")).toHaveValue(evil);
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

test("a box is set up and paused by keyboard alone", async ({ page, docket }) => {
  const token = await docket.token(FARM);
  await signInAtDesk(page, "Paula Green");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("link", { name: "New template" })).toBeVisible();
  await tabTo(page, "New template");
  await page.keyboard.press("Enter");
  await expect(field(page, "Customer")).toBeVisible();
  await tabTo(page, "Customer");
  await page.keyboard.type("Ada Lovelace");
  await tabTo(page, "Phone");
  await page.keyboard.type("+12025550142");
  await tabTo(page, "Add a product");
  await page.keyboard.type("Raw");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".template-lines li")).not.toHaveCount(0);
  await tabTo(page, "Orders");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "Tuesday");
  await page.keyboard.press("Space");
  await tabTo(page, "Create template");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/templates\/TPL-/);
  await tabTo(page, "Pause");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "What it does now" })).toContainText("Paused");
  expect((await templates(docket, token))[0]).toMatchObject({ schedule: { status: "paused" } });
});
