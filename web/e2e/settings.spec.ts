/** Settings, as owners would tell it: a part at a time, with what that means for their shop. */
import type { Page } from "@playwright/test";
import {
  type Docket,
  expect,
  expectAccessible,
  type Json,
  newPhone,
  pictures,
  signInAtDesk,
  test,
} from "./harness";
import { weigh } from "./weight";

const SELLER = "+12025550103";
const PATH = "/api/sellers/spice-kitchen";

async function seller(docket: Docket, token?: string): Promise<Json> {
  return (await docket.ask("GET", PATH, undefined, token)).seller as Json;
}

const change = async (docket: Docket, body: Json) =>
  docket.ask("PATCH", PATH, body, await docket.token(SELLER));

async function open(page: Page, part: string, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/settings/${part}${query}`);
  await expect(page.locator("#settings-title")).toBeVisible();
}

const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

test("an owner changes hours and charges, and the shop and its quotes follow", async ({ page, docket }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.getByRole("link", { name: "Settings" }).click();
  const parts = page.getByRole("navigation", { name: "Settings" });
  await parts.getByRole("link", { name: /^Opening hours/ }).click();
  await expect(page).toHaveURL(/\/desk\/settings\/hours$/);

  // Open around the clock in two spans, and closed on no day: the shop is open whenever this story is told.
  await field(page, "Monday, opens").fill("00:00");
  await field(page, "Monday, closes").fill("12:00");
  await page.getByRole("button", { name: "Add hours: Monday" }).click();
  await field(page, "Monday, opens (2)").fill("12:00");
  await field(page, "Monday, closes (2)").fill("00:00");
  await expect(page.getByText("next day").first()).toBeVisible();
  await page.getByRole("button", { name: "Copy Monday to all days" }).click();
  await expect(page.getByText("The shop says now: Open around the clock")).toBeVisible();
  await page.getByRole("button", { name: "Save hours" }).click();
  await saved(page);
  expect((await seller(docket)).hours).toHaveLength(14);

  await parts.getByRole("link", { name: /^Charges/ }).click();
  const sample = page.getByRole("region", { name: "Sample order" });
  await expect(sample).toContainText("This is what a buyer pays now.");
  // Two thali and a curry: 3,890 cents and what is added.
  await field(page, "Delivery fee").fill("5");
  await field(page, "Packaging fee").fill("1.00");
  await field(page, "Tax").fill("10");
  await expect(sample).toContainText("once you have saved");
  const items = await sample.locator("dd").first().textContent();
  const subtotal = Math.round(Number(items?.replace("$", "")) * 100);
  const total = `$${((subtotal + 500 + 100 + Math.round(subtotal / 10)) / 100).toFixed(2)}`;
  await expect(sample.locator("dd.total")).toHaveText(total);
  await page.getByRole("button", { name: "Save charges" }).click();
  await saved(page);
  // Now it is the API's own sum.
  await expect(sample).toContainText("This is what a buyer pays now.");
  await expect(sample.locator("dd.total")).toHaveText(total);
  await sample.getByRole("radio", { name: "Pickup" }).click();
  await expect(sample.locator("dd").nth(2)).toHaveText("$0.00");

  const { quote } = (await docket.ask("POST", "/api/orders/quote", {
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-thali", quantity: 2 }],
    fulfilment: { method: "delivery" },
  })) as { quote: { charges: Json } };
  expect(quote.charges).toMatchObject({ deliveryFee: 500, packagingFee: 100 });
  await page.goto("/s/spice-kitchen");
  await expect(page.getByRole("radio", { name: /Delivery.*\$5\.00/ })).toBeVisible();
  await expect(page.getByText("Open around the clock")).toBeVisible();
});

test("two people change different parts, and both are kept", async ({ page, docket }) => {
  await open(page, "charges");
  await field(page, "Delivery fee").fill("4.50");
  await change(docket, { description: "Home cooking" });
  await page.getByRole("button", { name: "Save charges" }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({
    description: "Home cooking",
    charges: { deliveryFee: 450 },
  });
  await page
    .getByRole("navigation", { name: "Settings" })
    .getByRole("link", { name: /^Profile/ })
    .click();
  await expect(field(page, "Description")).toHaveValue("Home cooking");
});

test("who was slower is told so, keeps what was typed, and decides", async ({ page, docket }) => {
  await open(page, "profile");
  await field(page, "Description").fill("Mine");
  await change(docket, { description: "Theirs" });
  await page.getByRole("button", { name: "Save profile" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Somebody has changed this" });
  await expect(notice).toBeVisible();
  await expect(field(page, "Description")).toHaveValue("Mine");
  expect(await seller(docket)).toMatchObject({ description: "Theirs" });
  await expectAccessible(page);
  await notice.getByRole("button", { name: "Keep what I typed" }).click();
  await page.getByRole("button", { name: "Save profile" }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({ description: "Mine" });

  await field(page, "Description").fill("Mine again");
  await change(docket, { description: "Theirs again" });
  await page.getByRole("button", { name: "Save profile" }).click();
  await notice.getByRole("button", { name: "Show what is there now" }).click();
  await expect(field(page, "Description")).toHaveValue("Theirs again");
});

test("what is refused is said at its field, and nothing typed is lost", async ({ page, docket }) => {
  await open(page, "profile");
  await field(page, "Name").fill("Spice House");
  await field(page, "Phone").fill("+1 202");
  await field(page, "Street and number").fill("1 Main Street");
  await field(page, "Country").selectOption("US");
  await field(page, "Postal code").fill("x");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(field(page, "Phone")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Phone")).toBeFocused();
  await expect(field(page, "Postal code")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "City")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Name")).toHaveValue("Spice House");
  await expectAccessible(page);
  await field(page, "Phone").fill("+1 202 555 0113");
  await field(page, "Postal code").fill("20001");
  await field(page, "City").fill("Washington");
  await field(page, "State or region").fill("DC");
  await page.getByRole("button", { name: "Save profile" }).click();
  await saved(page);
  await expect(page.getByRole("navigation", { name: "Desk" })).toContainText("Spice House");
  expect(await seller(docket)).toMatchObject({ name: "Spice House", address: { city: "Washington" } });

  // Hours that overlap are refused by the API at their row; a week without any here.
  await page.goto("/desk/settings/hours");
  await page.getByRole("button", { name: "Add hours: Tuesday" }).click();
  await field(page, "Tuesday, opens (2)").fill("12:00");
  await field(page, "Tuesday, closes (2)").fill("13:00");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(field(page, "Tuesday, opens (2)")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("overlaps with another time of the week").first()).toBeVisible();
  await expect(field(page, "Tuesday, closes (2)")).toHaveValue("13:00");

  await page.goto("/desk/settings/charges");
  await field(page, "Tax").fill("101");
  await page.getByRole("button", { name: "Save charges" }).click();
  await expect(field(page, "Tax")).toHaveAttribute("aria-invalid", "true");
  await field(page, "Delivery fee").fill("much");
  await page.getByRole("button", { name: "Save charges" }).click();
  await expect(page.getByText(/^Type an amount such as/)).toBeVisible();
});

test("nobody closes every day by accident", async ({ page, docket }) => {
  await change(docket, { hours: [{ day: "monday", opens: "09:00", closes: "17:00" }] });
  await open(page, "hours");
  await page.getByRole("button", { name: "Remove Monday, hours 1" }).click();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("At least one day needs hours.")).toBeVisible();
  expect((await seller(docket)).hours).toHaveLength(1);
  await page.getByRole("radio", { name: "Always open" }).click();
  await page.getByRole("button", { name: "Save hours" }).click();
  await saved(page);
  expect((await seller(docket)).hours).toEqual([]);
});

test("leaving with something unsaved asks first, and a reload does, too", async ({ page }) => {
  await open(page, "profile");
  await field(page, "Description").fill("Half a sentence");
  await page
    .getByRole("navigation", { name: "Desk" })
    .getByRole("link", { name: /^Orders/ })
    .click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("What you typed is not saved.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL(/\/settings\/profile/);
  await expect(field(page, "Description")).toHaveValue("Half a sentence");
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expect(field(page, "Description")).toHaveValue("Half a sentence");
  await page
    .getByRole("navigation", { name: "Settings" })
    .getByRole("link", { name: /^Zones/ })
    .click();
  await question.getByRole("button", { name: "Leave, lose the changes" }).click();
  await expect(page).toHaveURL(/\/settings\/zones/);
});

test("ordering is paused until a moment and ends by itself; extra minutes, too", async ({ page, docket }) => {
  await open(page, "pause");
  await page.getByRole("radio", { name: "Pause ordering" }).click();
  const until = page.getByRole("radiogroup", { name: "Paused until" });
  await until.getByRole("radio").first().click();
  await page.getByLabel("Minutes added to every order that you accept").fill("15");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({ extraPrepMinutes: 15 });
  const order = {
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-thali", quantity: 1 }],
    fulfilment: { method: "pickup" },
    customer: { name: "Ada", phone: newPhone() },
  };
  expect((await docket.answer("POST", "/api/orders", order)).json).toMatchObject({ code: "seller_paused" });
  await page.reload();
  await expect(page.getByRole("radio", { name: "Pause ordering" })).toBeChecked();
  await docket.advance("40m");
  await page.reload();
  await expect(page.getByRole("radio", { name: "The shop takes orders" })).toBeChecked();
  expect((await docket.answer("POST", "/api/orders", order)).status).toBe(201);

  // A moment that has passed is refused at its field.
  await page.getByRole("radio", { name: "Pause ordering" }).click();
  await page.getByLabel("Paused until, day").fill("2020-01-01");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel("Paused until, day")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Paused until, day")).toHaveValue("2020-01-01");
});

test("methods, zones, targets, deadlines and payments are kept, each by itself", async ({ page, docket }) => {
  await open(page, "methods");
  await page.getByRole("checkbox", { name: /^Shipping/ }).uncheck();
  await field(page, "Minimum order").fill("12.5");
  await field(page, "Preparation time").fill("30");
  await page.getByRole("button", { name: "Save methods and times" }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({ minimumOrder: 1250, prepTimeMinutes: 30 });

  await page.goto("/desk/settings/zones");
  await expect(field(page, "Zone 1")).toBeVisible();
  const zones = await page.locator(".zone-list > li").count();
  await page.getByRole("button", { name: "Add a zone" }).click();
  await expect(field(page, `Zone ${zones + 1}`)).toBeFocused();
  await page.getByRole("button", { name: "Save zones" }).click();
  await expect(page.getByText("Fill this in.")).toBeVisible();
  await page.keyboard.type("Old Town");
  await field(page, "Zone 1").fill("Beyond the river");
  await page.getByRole("button", { name: "Save zones" }).click();
  await saved(page);
  const kept = (await seller(docket)).zones as Json[];
  expect(kept[0]?.name).toBe("Beyond the river");
  expect(kept.at(-1)).toEqual({ id: "old-town", name: "Old Town" });
  await page.getByRole("button", { name: "Remove Old Town" }).click();
  await page.getByRole("button", { name: "Save zones" }).click();
  await expect.poll(async () => ((await seller(docket)).zones as Json[]).length).toBe(zones);

  await page.goto("/desk/settings/targets");
  // Nothing is measured until somebody wants it.
  await page.getByRole("checkbox", { name: /^Measure/ }).check();
  const placed = page.getByRole("group", { name: "New", exact: true });
  await expect(placed).toBeVisible();
  await placed.getByLabel("Normal").fill("0");
  await page.getByRole("button", { name: "Save targets" }).click();
  await expect(placed.getByLabel("Normal")).toHaveAttribute("aria-invalid", "true");
  await placed.getByLabel("Normal").fill("7");
  await page.getByRole("button", { name: "Save targets" }).click();
  await saved(page);
  expect((await seller(docket)).slaTargets).toMatchObject([{ status: "PLACED", normal: 7 }]);

  await page.goto("/desk/settings/deadlines");
  await page.getByLabel(/^An order that nobody accepts within/).fill("20");
  await page.getByLabel(/^Buyers may cancel within/).fill("");
  await page.getByRole("checkbox", { name: /^Guests confirm/ }).check();
  await page.getByRole("button", { name: "Save deadlines" }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({
    acceptWithinMinutes: 20,
    cancelWindowMinutes: null,
    verifyFirst: true,
  });

  await page.goto("/desk/settings/payments");
  await page.getByRole("checkbox", { name: /^Orders are paid for first/ }).check();
  await field(page, "Time to pay").fill("10");
  await page.getByRole("button", { name: "Save payments" }).click();
  await saved(page);
  expect(await seller(docket)).toMatchObject({ payments: { required: true, payWithinMinutes: 10 } });
  // Where the money goes is no matter of the staff.
  await expect(page.getByLabel("Account with the payment provider")).toBeHidden();
});

test("an administrator says where the money goes, and the staff see it", async ({ page, docket }) => {
  await page.goto("/desk");
  await page.getByRole("button", { name: /Administrator/ }).click();
  await page.getByRole("button", { name: /Spice Kitchen/ }).click();
  await page.goto("/desk/settings/payments");
  await field(page, "Account with the payment provider").fill("acct_1Spice");
  await field(page, "Kept of each payment").fill("2.5");
  await page.getByRole("button", { name: "Save payments" }).click();
  await saved(page);
  expect(await seller(docket, await docket.token(SELLER))).toMatchObject({
    payments: { account: "acct_1Spice", feeBasisPoints: 250 },
  });
  expect(JSON.stringify(await seller(docket))).not.toContain("acct_1Spice");
});

test("what people write is text, in every part", async ({ page, docket }) => {
  const evil = '<img src=x onerror="document.title=1">"\'`$(1)';
  await change(docket, { description: evil, zones: [{ id: "z", name: evil }] });
  await open(page, "profile");
  await expect(field(page, "Description")).toHaveValue(evil);
  await page.goto("/desk/settings/zones");
  await expect(field(page, "Zone 1")).toHaveValue(evil);
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

test("hours and charges are changed by keyboard alone", async ({ page, docket }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/desk\/settings$/);
  const tabTo = async (name: string) => {
    for (let count = 0; count < 60; count += 1) {
      const label = await page.evaluate(() => {
        const { activeElement: at } = document;
        return (
          at?.getAttribute("aria-label") ??
          (at as HTMLInputElement).labels?.[0]?.textContent ??
          at?.textContent
        );
      });
      if (label?.startsWith(name)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the focus never came to ${name}`);
  };
  await tabTo("Charges");
  await page.keyboard.press("Enter");
  await expect(field(page, "Delivery fee")).toBeVisible();
  await tabTo("Delivery fee");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("6.20");
  await page.keyboard.press("Enter");
  await saved(page);
  expect(await seller(docket)).toMatchObject({ charges: { deliveryFee: 620 } });
});

const PARTS = [
  "profile",
  "hours",
  "pause",
  "methods",
  "charges",
  "zones",
  "targets",
  "deadlines",
  "payments",
] as const;

for (const language of ["en", "de"] as const) {
  test(`every part is accessible, fits a phone and looks right (${language})`, async ({ page, docket }) => {
    test.setTimeout(180_000);
    await change(docket, {
      pausedUntil: new Date(Date.now() + 3_600_000).toISOString(),
      extraPrepMinutes: 15,
      slaTargets: [],
    });
    await open(page, "profile", `?lang=${language}`);
    for (const part of PARTS) {
      await page.goto(`/desk/settings/${part}?lang=${language}`);
      await expect(page.locator(".settings-part form")).toBeVisible();
      if (part === "charges") await expect(page.locator("dd.total")).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, `settings-${part}${language === "de" ? "-de" : ""}`);
      for (const width of [320, 768, 1024]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => {
          const main = document.querySelector("main");
          return Math.max(
            document.documentElement.scrollWidth - innerWidth,
            (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
          );
        });
        expect(wide, `${part} at ${width} px`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/desk/settings?lang=${language}`);
    await expect(page.locator(".settings-list")).toBeVisible();
    await expect(page.locator(".settings-part")).toBeHidden();
    await expectAccessible(page);
    await pictures(page, `settings-list${language === "de" ? "-de" : ""}`);
    await page.locator(".settings-list a").first().click();
    await expect(page.locator(".settings-part form")).toBeVisible();
    await expect(page.locator(".settings-list")).toBeHidden();
    await page.locator(".settings-back").click();
    await expect(page.locator(".settings-list")).toBeVisible();
  });
}

test("settings load within their budget", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  const weight = weigh(page);
  await page.goto("/desk/orders");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = weight();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.locator(".settings-part form")).toBeVisible();
  const kilobytes = (weight() - before) / 1_000;
  console.log("settings", kilobytes);
  expect(kilobytes, "KB of the settings beyond the desk").toBeLessThan(40);
});
