/** Preferences about messages, of a buyer, a seller and a driver. */
import { expectToFit, tabTo } from "./desk-form";
import { signInAsDriver } from "./driver";
import {
  expect,
  expectAccessible,
  firstLoad,
  newPhone,
  pictures,
  SELLER,
  signInAtDesk,
  test,
} from "./harness";
import { channel, choose, group, kept, openMine, save, saved, signIn } from "./messages-page";
import { openWithinBudget } from "./people";

// Each test starts a program and signs in with a code.
test.setTimeout(120_000);

test("a buyer turns SMS off for an event, chooses quiet hours, and finds it kept", async ({
  page,
  docket,
}) => {
  const phone = newPhone();
  const token = await docket.token(phone);
  await page.goto("/my");
  await page.getByRole("textbox", { name: "Phone number" }).fill(phone.slice(2));
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.getByLabel("Six digits").fill(await docket.code(phone));
  await page.getByRole("region", { name: "Messages" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/my\/messages$/);

  await expect(page.getByText("No confirmed e-mail address")).toBeVisible();
  const email = channel(page, "Order received", "E-mail");
  await expect(email).toBeDisabled();
  await expect(email).toHaveAccessibleDescription("No confirmed e-mail address");
  await expect(group(page, "Order received")).toContainText("Default");
  await expect(channel(page, "Order received", "SMS")).toBeChecked();
  await channel(page, "Order received", "SMS").uncheck();
  await expect(group(page, "Order received")).toContainText("No messages");
  await expect(group(page, "Order received")).not.toContainText("Default");
  await page.getByRole("checkbox", { name: "Quiet hours" }).check();
  // The time zone of this device is proposed.
  await expect(page.getByLabel("Time zone")).toHaveValue("America/New_York");
  await page.getByLabel("From").fill("21:30");
  await page.getByLabel("Until").fill("06:45");
  await expect(page.getByText("On the next day.")).toBeVisible();
  await expect(page.getByText("“Ready” and “On the way” always come at once.")).toBeVisible();
  await page.getByLabel("Language of messages").selectOption("Deutsch");
  await save(page);
  await saved(page);

  await page.reload();
  await expect(channel(page, "Order received", "SMS")).not.toBeChecked();
  await expect(channel(page, "Ready", "SMS")).toBeChecked();
  await expect(page.getByLabel("From")).toHaveValue("21:30");
  await expect(page.getByLabel("Until")).toHaveValue("06:45");
  await expect(page.getByLabel("Language of messages")).toHaveValue("de");
  expect(await kept(docket, token)).toMatchObject({
    language: "de",
    timezone: "America/New_York",
    quietHours: { from: "21:30", to: "06:45" },
    groups: { order_received: [] },
    version: 1,
  });
  // Nothing has changed, so there is nothing to save.
  await expect(page.getByRole("button", { name: "Save messages" })).toHaveAttribute("aria-disabled", "true");
});

test("a seller gets to the messages from the account, and back to the default", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await choose(docket, token, { groups: { new_order: ["sms"], refund: [] } });
  await signInAtDesk(page, "Kira Spice");
  await page.getByRole("button", { name: "Kira Spice, your account" }).click();
  await page.getByRole("link", { name: "Messages you get" }).click();
  await expect(page).toHaveURL(/\/desk\/messages$/);
  await expect(page.getByRole("heading", { level: 1, name: "Messages you get" })).toBeVisible();
  await expect(channel(page, "New order", "SMS")).toBeChecked();
  // Messages about work come first; a member is a buyer, too.
  await expect(page.locator(".messages-row legend").first()).toHaveText("New order");
  await expect(group(page, "Refund")).toContainText("No messages");
  await page.getByRole("button", { name: "Use the default: New order" }).click();
  await expect(group(page, "New order")).toContainText("Default");
  await expect(channel(page, "New order", "SMS")).not.toBeChecked();
  await save(page);
  await saved(page);
  expect((await kept(docket, token)).groups).toEqual({ refund: [] });
});

test("of two tabs the slower one says so, keeps what was chosen, and decides", async ({
  page,
  context,
  docket,
}) => {
  const phone = newPhone();
  const token = await docket.token(phone);
  await openMine(page, docket, phone);
  const other = await context.newPage();
  await other.goto("/my/messages");
  await channel(page, "Refund", "SMS").check();
  await channel(other, "Completed", "SMS").check();
  await save(other);
  await saved(other);
  await save(page);
  const notice = page.getByRole("alert").filter({ hasText: "changed in another tab" });
  await expect(notice).toBeVisible();
  await expect(channel(page, "Refund", "SMS")).toBeChecked();
  await expectAccessible(page);
  expect((await kept(docket, token)).groups).toEqual({ order_done: ["sms"] });
  await notice.getByRole("button", { name: "Keep what I chose" }).click();
  await save(page);
  await saved(page);
  expect((await kept(docket, token)).groups).toEqual({ refund: ["sms"] });

  await channel(other, "Completed", "SMS").uncheck();
  await save(other);
  await notice.waitFor({ state: "hidden" });
  await other.getByRole("button", { name: "Show what is there now" }).click();
  await expect(channel(other, "Refund", "SMS")).toBeChecked();
  await expect(group(other, "Completed")).toContainText("Default");
});

test("a member whose choice was changed meanwhile decides, too", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/messages");
  await channel(page, "Low stock", "SMS").uncheck();
  await choose(docket, token, { groups: { new_order: [] } });
  await save(page);
  const notice = page.getByRole("alert").filter({ hasText: "Somebody has changed this" });
  await expect(notice).toBeVisible();
  await expect(channel(page, "Low stock", "SMS")).not.toBeChecked();
  await notice.getByRole("button", { name: "Keep what I typed" }).click();
  await save(page);
  await saved(page);
  expect((await kept(docket, token)).groups).toEqual({ stock_low: [] });
});

test("what is refused is said at its field, and nothing chosen is lost", async ({ page, docket }) => {
  const phone = newPhone();
  await openMine(page, docket, phone);
  await channel(page, "Refund", "SMS").check();
  await page.getByRole("checkbox", { name: "Quiet hours" }).check();
  await page.getByLabel("Until").fill("");
  await save(page);
  await expect(page.getByLabel("Until")).toHaveAccessibleDescription(/Fill this in\./);
  // The API refuses quiet hours with equal start and end.
  await page.getByLabel("Until").fill("22:00");
  await save(page);
  const until = page.getByLabel("Until");
  await expect(until).toHaveAttribute("aria-invalid", "true");
  await expect(until).toHaveAccessibleDescription(/Must differ from the time in `from`/);
  await expect(until).toBeFocused();
  await expect(channel(page, "Refund", "SMS")).toBeChecked();
  await expectAccessible(page);

  // The API also refuses a repeated channel; the message is shown at the group.
  await page.route("**/api/preferences", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    const body = route.request().postDataJSON();
    await route.continue({ postData: JSON.stringify({ ...body, groups: { refund: ["sms", "sms"] } }) });
    await page.unroute("**/api/preferences");
  });
  await until.fill("07:00");
  await save(page);
  await expect(group(page, "Refund")).toContainText("Must not repeat an earlier channel");
  await expect(channel(page, "Refund", "SMS")).toBeFocused();

  // The first attempt gets no answer, the second one does.
  await page.context().setOffline(true);
  await save(page);
  await expect(page.getByRole("alert")).toContainText("Docket did not answer.");
  await page.context().setOffline(false);
  await save(page);
  await saved(page);
});

test("a double click saves once", async ({ page, docket }) => {
  await openMine(page, docket, newPhone());
  let sent = 0;
  await page.route("**/api/preferences", async (route) => {
    if (route.request().method() === "PUT") {
      sent += 1;
      await new Promise((done) => setTimeout(done, 500));
    }
    await route.continue();
  });
  await channel(page, "Refund", "SMS").check();
  await page.getByRole("button", { name: "Save messages" }).dblclick();
  await saved(page);
  expect(sent).toBe(1);
});

test("a session that ends loses nothing, and shows it to nobody else", async ({ page, context, docket }) => {
  const phone = newPhone();
  await openMine(page, docket, phone);
  await channel(page, "Refund", "SMS").check();
  await context.clearCookies();
  await page.route("**/api/preferences", async (route) => {
    const old = { ...route.request().headers(), authorization: "Bearer ended" };
    await route.continue({ headers: old });
    await page.unroute("**/api/preferences");
  });
  await save(page);
  await expect(page.getByText("What you chose is kept.")).toBeVisible();
  await expect(group(page, "Refund")).toBeHidden();
  await expectAccessible(page);
  await signIn(page, docket, phone);
  await expect(channel(page, "Refund", "SMS")).toBeChecked();
  await save(page);
  await saved(page);

  // Another person starts with their own preferences.
  await channel(page, "Completed", "SMS").check();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("What you chose is kept.")).toBeHidden();
  await signIn(page, docket, newPhone());
  await expect(channel(page, "Completed", "SMS")).not.toBeChecked();
  await expect(group(page, "Refund")).toContainText("Default");
});

test("leaving with something unsaved is asked about", async ({ page, docket }) => {
  await openMine(page, docket, newPhone());
  await channel(page, "Refund", "SMS").check();
  const asked = page.waitForEvent("dialog");
  const going = page.getByRole("link", { name: "My orders" }).click();
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await going;
  await expect(page).toHaveURL(/\/my\/messages$/);
  await expect(channel(page, "Refund", "SMS")).toBeChecked();
});

test("the desk asks before it leaves with something unsaved", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/messages");
  await channel(page, "Refund", "SMS").check();
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(channel(page, "Refund", "SMS")).toBeChecked();
  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await question.getByRole("button", { name: "Leave, lose the changes" }).click();
  await expect(page).toHaveURL(/\/desk\/orders$/);
});

test("a driver chooses from the account, by keyboard alone, and comes back to the tour", async ({ page }) => {
  await signInAsDriver(page);
  await page.getByRole("button", { name: "Dan Wheeler, your account" }).click();
  await page.getByRole("link", { name: "Messages you get" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Messages you get" })).toBeVisible();
  await expect(channel(page, "Batch", "SMS")).toBeChecked();
  await expect(group(page, "New order")).toHaveCount(0);
  await tabTo(page, "SMS");
  await page.keyboard.press("Space");
  await expect(channel(page, "Batch", "SMS")).not.toBeChecked();
  await tabTo(page, "Save messages");
  await page.keyboard.press("Enter");
  await saved(page);
  await expectAccessible(page);
  await pictures(page, "messages-driver");
  await page.getByRole("link", { name: /Today’s batches/ }).click();
  await expect(page).toHaveURL(/\/desk\/drive$/);
});

for (const language of ["en", "de"] as const) {
  test(`messages are accessible, light, and fit a phone (${language})`, async ({ page, docket }) => {
    const suffix = language === "de" ? "-de" : "";
    const phone = newPhone();
    const token = await docket.token(phone);
    const groups = { order_received: [], refund: ["sms", "email"] };
    await choose(docket, token, { groups, quietHours: { from: "22:00", to: "07:00" } });
    await openMine(page, docket, phone, `?lang=${language}`);
    const load = await firstLoad(
      page,
      `/my/messages?lang=${language}`,
      page.locator(".messages-row").first(),
    );
    console.log("/my/messages", JSON.stringify(load));
    expect(load.script).toBeLessThan(30_000);
    expect(load.shift).toBeLessThanOrEqual(0.02);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, `my-messages${suffix}`);
    await page.getByLabel(/^(Language of messages|Sprache der Nachrichten)$/).scrollIntoViewIfNeeded();
    await pictures(page, `my-messages-end${suffix}`);
    await expectToFit(page);

    const seller = await docket.token(SELLER);
    await choose(docket, seller, {
      groups: { new_order: ["sms"] },
      quietHours: { from: "22:00", to: "07:00" },
    });
    await signInAtDesk(page, "Kira Spice");
    await openWithinBudget(page, "/desk/messages", language);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, `messages${suffix}`);
    await page.getByLabel(/^(Language of messages|Sprache der Nachrichten)$/).scrollIntoViewIfNeeded();
    await pictures(page, `messages-end${suffix}`);
    await expectToFit(page);
  });
}
