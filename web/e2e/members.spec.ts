/** Members of a seller: invitations, joining, disabling and leaving. */
import type { Browser, Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { invite, join, KIRA, KIRAS_PHONE, tabTo } from "./people";

const PHONE = { width: 390, height: 844 };

const main = (page: Page) => page.getByRole("main");
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function openMembers(page: Page, path = ""): Promise<void> {
  await signInAtDesk(page, KIRA);
  await page.goto(`/desk/members${path}`);
}

/** A new phone for a person. */
async function ownPhone(browser: Browser, docket: Docket): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, baseURL: docket.url, hasTouch: true });
  return context.newPage();
}

async function signInByCode(page: Page, docket: Docket, phone: string): Promise<void> {
  await page.getByLabel("Your phone number").fill(phone);
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.getByLabel("Six digits from the message").fill(await docket.code(phone));
}

test("somebody is invited, joins with the own phone, is disabled, and is out within 30 seconds", async ({
  page,
  docket,
  browser,
}) => {
  // Two people in two browsers, one after the other.
  test.slow();
  const phone = newPhone();
  await openMembers(page);
  await main(page).getByRole("link", { name: "Invite a member" }).click();
  await page.getByLabel("Name").fill("Nia Newcomer");
  await page.getByLabel("Phone number").fill(phone.slice(2));
  const seen = page.getByRole("region", { name: "What they will see" });
  await expect(seen).toContainText("Spice Kitchen invites you as Staff.");
  await expect(seen).toContainText(`sign in with +1 202 555 ${phone.slice(-4)}`);
  await page.getByRole("button", { name: "Invite Nia Newcomer" }).click();
  await expect(page.getByRole("heading", { name: "Nia Newcomer" })).toBeVisible();
  await expect(main(page).locator(".status")).toHaveText("Invited");

  const own = await ownPhone(browser, docket);
  await own.goto("/desk");
  await signInByCode(own, docket, phone);
  await expect(own.getByText("Spice Kitchen invites you as Staff.")).toBeVisible();
  await own.getByRole("button", { name: "Accept" }).click();
  await expect(own.getByRole("heading", { level: 1, name: "Spice Kitchen" })).toBeVisible();

  // The page of the invitation updates itself.
  await expect(main(page).locator(".status")).toHaveText("Active", { timeout: 20_000 });
  await page.goto("/desk/members");
  await expect(row(page, "Nia Newcomer")).toContainText("Active");
  await row(page, "Nia Newcomer").getByRole("link").click();
  await own.goto(new URL(page.url()).pathname);
  const typed = own.getByLabel("Name");
  await typed.fill("Nia, half typ");

  await page.getByRole("button", { name: "Disable…" }).click();
  const question = page.getByRole("alertdialog", { name: "Disable Nia Newcomer?" });
  await expect(question).toContainText("signed out within 30 seconds");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Disable" }).click();
  await expect(main(page).locator(".status")).toHaveText("Disabled");

  await docket.advance("30s");
  await expect(own.getByText("Your session ended.")).toBeVisible({ timeout: 20_000 });
  await expect(typed).toHaveValue("Nia, half typ");

  await docket.advance("1m");
  await signInByCode(own, docket, phone);
  const nobody = own.getByRole("heading", { name: "This number is not on any seller’s staff" });
  await expect(nobody).toBeVisible();
  await own.reload();
  await expect(nobody).toBeVisible();
  await own.context().close();

  await page.getByRole("button", { name: "Enable again" }).click();
  await expect(page.getByText("Nia Newcomer can sign in again.")).toBeVisible();
  await expect(main(page).locator(".status")).toHaveText("Active");
});

test("a phone number that does not exist is refused at its field, and nothing typed is lost", async ({
  page,
}) => {
  await openMembers(page, "/new");
  await page.getByLabel("Name").fill("Tom Typo");
  await page.getByLabel("E-mail address").fill("tom@example.com");
  const phone = page.getByLabel("Phone number");
  await phone.fill("12");
  await page.getByRole("radio", { name: /Driver/ }).check();
  await page.getByRole("button", { name: "Invite Tom Typo" }).click();
  await expect(page.getByRole("alert").first()).toContainText("phone");
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  await expect(phone).toBeFocused();
  await expectAccessible(page);
  for (const [label, value] of [
    ["Name", "Tom Typo"],
    ["E-mail address", "tom@example.com"],
    ["Phone number", "12"],
  ] as const) {
    await expect(page.getByLabel(label)).toHaveValue(value);
  }
  await expect(page.getByRole("radio", { name: /Driver/ })).toBeChecked();
  await phone.fill("");
  await page.getByRole("button", { name: "Invite Tom Typo" }).click();
  await expect(page.getByRole("heading", { name: "Tom Typo" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What they will see" })).toContainText(
    "sign in with tom@example.com",
  );
});

test("a change after a colleague's says so, shows the present member, and keeps what was typed", async ({
  page,
  docket,
}) => {
  const id = await invite(docket, { name: "Sam Slow", phone: newPhone() });
  await openMembers(page, `/${id}`);
  await page.getByLabel("Name").fill("Samuel Slow");
  const token = await docket.token(KIRAS_PHONE);
  await docket.ask("PATCH", `/api/members/${id}`, { name: "Sam S.", role: "driver" }, token);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody has changed this in the meantime.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show what is there now" }).click();
  await expect(page.getByText("Saved in the meantime: Sam S.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /Driver/ })).toBeChecked();
  await expect(page.getByLabel("Name")).toHaveValue("Samuel Slow");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Samuel Slow is saved.")).toBeVisible();
  const { member } = await docket.ask("GET", `/api/members/${id}`, undefined, token);
  expect(member).toMatchObject({ name: "Samuel Slow", role: "driver" });
});

test("what staff may not change says why", async ({ page, docket }) => {
  const phone = newPhone();
  const id = await join(docket, "Ada Accepted", phone);
  await openMembers(page, `/${id}`);
  await expect(main(page)).toContainText("Only the member or an administrator changes the address");
  await expect(page.getByLabel("Phone number")).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /Administrator/ })).toHaveCount(0);
  await page.getByRole("radio", { name: /Driver/ }).check();
  await expect(main(page)).toContainText("signed out within 30 seconds");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Ada Accepted is saved.")).toBeVisible();

  await page.goto("/desk/members");
  const own = row(page, KIRA);
  await expect(own).toContainText("You");
  await own.getByRole("link").click();
  await expect(main(page)).toContainText("Nobody changes their own role. Ask a colleague.");
  await page.getByLabel("Name").fill("Kira S. Spice");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Kira S. Spice, your account" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Disable…" })).toHaveCount(0);
});

test("leaving a seller is asked with its consequence, and leads to the own invitations", async ({
  page,
  docket,
}) => {
  await openMembers(page);
  await row(page, KIRA).getByRole("link").click();
  await page.getByRole("button", { name: "Leave this seller…" }).click();
  const question = page.getByRole("alertdialog", { name: "Leave Spice Kitchen?" });
  await expect(question).toContainText("You are the only active staff member");
  await expectAccessible(page);
  await pictures(page, "members-leave");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Leave this seller…" })).toBeFocused();

  // While there is another administrator, no warning is shown.
  await join(docket, "Cora Colleague", newPhone());
  await page.reload();
  await page.getByRole("button", { name: "Leave this seller…" }).click();
  await expect(question).toContainText("You stay signed in as a customer");
  await expect(question).not.toContainText("only active staff member");
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { name: "This number is not on any seller’s staff" })).toBeVisible();
});

test("somebody who declined is invited again", async ({ page, docket }) => {
  const phone = newPhone();
  const id = await invite(docket, { name: "Dina Declines", phone });
  const token = await docket.token(phone);
  await docket.ask("POST", `/api/me/invitations/${id}/decline`, undefined, token);
  expect((await docket.ask("GET", "/api/me", undefined, token)).invitations).toEqual([]);
  await openMembers(page, `/${id}`);
  await page.getByRole("button", { name: "Invite again" }).click();
  await expect(page.getByText("Dina Declines is invited again.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite again" })).toBeFocused();
  await expect(main(page).locator(".status")).toHaveText("Invited");
  expect((await docket.ask("GET", "/api/me", undefined, token)).invitations).toMatchObject([{ id }]);
});

test("an invitation that went to a wrong number gets another one", async ({ page, docket }) => {
  const [wrong, right] = [newPhone(), newPhone()];
  const id = await invite(docket, { name: "Wanda Wrong", phone: wrong });
  await openMembers(page, `/${id}`);
  await page.getByLabel("Phone number").fill(right);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Wanda Wrong is saved.")).toBeVisible();
  const invitations = async (phone: string) =>
    (await docket.ask("GET", "/api/me", undefined, await docket.token(phone))).invitations;
  expect(await invitations(right)).toMatchObject([{ id }]);
  expect(await invitations(wrong)).toEqual([]);
});

test("filters are in the address, and a list that nothing matches leads back", async ({ page, docket }) => {
  await invite(docket, { name: "Ivo Invited", phone: newPhone(), role: "driver" });
  await join(docket, "Ada Active", newPhone());
  await openMembers(page, "?show=invited&role=nobody");
  await expect(row(page, "Ivo Invited")).toBeVisible();
  await expect(row(page, "Ada Active")).toBeHidden();
  await main(page).getByRole("link", { name: "Drivers" }).click();
  await expect(page).toHaveURL(/show=invited&role=driver/);
  await page.reload();
  await expect(row(page, "Ivo Invited")).toBeVisible();
  await expect(main(page).locator("[aria-current]")).toHaveText(["Invited1", "Drivers"]);
  await main(page)
    .getByRole("link", { name: /^Disabled/ })
    .click();
  await expect(page.getByRole("heading", { name: "No member matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(row(page, "Ada Active")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No member matches" })).toBeVisible();
});

test("an administrator invites administrators, and sees who came with the installation", async ({ page }) => {
  await page.goto("/desk");
  await page.getByRole("button", { name: /Administrator/ }).click();
  await expect(page.getByRole("heading", { name: "Choose a seller" })).toBeVisible();
  await page.getByRole("button", { name: /Spice Kitchen/ }).click();
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeVisible();
  await page.goto("/desk/members/new");
  await page.getByLabel("Name").fill("Root Two");
  await page.getByLabel("E-mail address").fill("root2@example.com");
  await page.getByRole("radio", { name: /Administrator/ }).check();
  await page.getByRole("button", { name: "Invite Root Two" }).click();
  await expect(page.getByRole("region", { name: "What they will see" })).toContainText(
    "Docket invites you as Administrator.",
  );
  await page.goto("/desk/members?role=admin");
  await expect(row(page, "Root Two")).toContainText("Invited");
  await row(page, "Set up with the installation").first().getByRole("link").click();
  await expect(main(page)).toContainText("part of the installation’s settings");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("a name is shown as it was typed, whatever it looks like", async ({ page, docket }) => {
  const name = "<img src=x onerror=\"document.title='broken'\">";
  const id = await invite(docket, { name, phone: newPhone() });
  await openMembers(page);
  await expect(row(page, name)).toBeVisible();
  await page.goto(`/desk/members/${id}`);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await page.getByRole("button", { name: "Disable…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText(name);
  expect(await page.locator("main img, dialog img").count()).toBe(0);
  await expect(page).toHaveTitle(/Members · Spice Kitchen/);
});

test("a member who is not there, and one of another seller, are said to be gone", async ({ page }) => {
  for (const id of ["MBR-0000000000", "demo-green-valley-seller"]) {
    await openMembers(page, `/${id}`);
    await expect(page.getByRole("heading", { name: "This member is not here any more" })).toBeVisible();
    await page.getByRole("link", { name: /Back to Members/ }).click();
    await expect(row(page, KIRA)).toBeVisible();
    await page.context().clearCookies();
  }
});

test("inviting and disabling work by keyboard alone", async ({ page }) => {
  await signInAtDesk(page, KIRA);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(row(page, KIRA)).toBeVisible();
  await tabTo(page, main(page).getByRole("link", { name: "Invite a member" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type("Kay Board");
  await tabTo(page, page.getByLabel("Phone number"));
  await page.keyboard.type(newPhone());
  await tabTo(page, page.getByRole("radio", { name: /Staff/ }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /Driver/ })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Kay Board" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Disable…" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("alertdialog").getByRole("button", { name: "Disable" }));
  await page.keyboard.press("Enter");
  // The control that opened the question has become the way back, and has the focus.
  await expect(page.getByRole("button", { name: "Enable again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(main(page).locator(".status")).toHaveText("Invited");
});
