/** Each part of the settings: its values, its appearance, and its weight. */
import { expectToFit } from "./desk-form";
import {
  expect,
  expectAccessible,
  type Json,
  newPhone,
  pictures,
  SELLER,
  signInAtDesk,
  test,
} from "./harness";
import { change, field, open, saved, seller } from "./settings-page";
import { weigh } from "./weight";

// Each test starts a program and visits several pages.
test.setTimeout(180_000);

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

  // A moment in the past is refused at its field.
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
  // Without targets, nothing is measured.
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
  // The payout account is not visible to staff.
  await expect(page.getByLabel("Account with the payment provider")).toBeHidden();
});

test("an administrator says where the money goes, and the staff see it", async ({ page, docket }) => {
  await page.goto("/desk");
  await page.getByRole("button", { name: /Administrator/ }).click();
  await page.getByRole("button", { name: /^Spice Kitchen/ }).click();
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
      await expectToFit(page);
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

test("what is chosen can be seen where the system forces its colours", async ({ page }) => {
  await open(page, "hours");
  const radios = page.locator(".settings-part form .check[type=radio]");
  await expect(radios).toHaveCount(2);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: "active", reducedMotion: "reduce" });
    const [one, other] = await Promise.all((await radios.all()).map((radio) => radio.screenshot()));
    expect(one?.equals(other ?? Buffer.alloc(0)), colorScheme).toBe(false);
  }
});

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
