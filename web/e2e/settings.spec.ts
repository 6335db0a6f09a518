/** The settings of a seller: one part at a time, with its effect on the shop. */
import { tabTo } from "./desk-form";
import { expect, expectAccessible, type Json, signInAtDesk, test } from "./harness";
import { change, field, open, saved, seller } from "./settings-page";

// Each test starts a program and visits several pages.
test.setTimeout(180_000);

test("an owner changes hours and charges, and the shop and its quotes follow", async ({ page, docket }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.getByRole("link", { name: "Settings" }).click();
  const parts = page.getByRole("navigation", { name: "Settings" });
  await parts.getByRole("link", { name: /^Opening hours/ }).click();
  await expect(page).toHaveURL(/\/desk\/settings\/hours$/);

  // Open around the clock in two spans, on every day: the shop is open whenever this test runs.
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
  // Two thali and a curry: 3,890 cents and the charges.
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
  // Now the API has computed the sum.
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

test("a save after a concurrent change says so, keeps what was typed, and asks for a decision", async ({
  page,
  docket,
}) => {
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

  // The API refuses overlapping hours at their row; this page refuses a week without any.
  await page.goto("/desk/settings/hours");
  await page.getByRole("button", { name: "Add hours: Tuesday" }).click();
  await field(page, "Tuesday, opens (2)").fill("12:00");
  await field(page, "Tuesday, closes (2)").fill("13:00");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(field(page, "Tuesday, opens (2)")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Overlaps with an earlier entry of the week").first()).toBeVisible();
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
  await tabTo(page, "Charges");
  await page.keyboard.press("Enter");
  await expect(field(page, "Delivery fee")).toBeVisible();
  await tabTo(page, "Delivery fee");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("6.20");
  await page.keyboard.press("Enter");
  await saved(page);
  expect(await seller(docket)).toMatchObject({ charges: { deliveryFee: 620 } });
});
