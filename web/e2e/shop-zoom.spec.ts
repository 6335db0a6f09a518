/** The buyers' pages at 400 % zoom, by keyboard. */
import { expect, newPhone, test } from "./harness";
import { expectOneDirection, tabTo, WINDOW } from "./zoom";

test.use({ viewport: WINDOW });

test("a guest orders and follows at 400 % zoom", async ({ page }) => {
  test.slow();
  const phone = newPhone();
  await page.goto("/s/spice-kitchen");
  const add = page.getByRole("button", { name: "Add Mango lassi", exact: true });
  await tabTo(page, add);
  await page.keyboard.press("Enter");
  await expectOneDirection(page);
  const checkout = page.getByRole("link", { name: /Your order/ });
  await tabTo(page, checkout);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { level: 1, name: "Checkout" })).toBeFocused();
  await expectOneDirection(page);
  const name = page.getByRole("textbox", { name: "Name" });
  await page.getByRole("radio", { name: /^Pickup/ }).check();
  await tabTo(page, name);
  await page.keyboard.type("Ada");
  const number = page.getByRole("textbox", { name: "Phone" });
  await tabTo(page, number);
  await page.keyboard.type(phone.slice(2));
  const place = page.getByRole("button", { name: /^Place the order/ });
  await tabTo(page, place);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Six digits")).toBeFocused();
  await expectOneDirection(page);
  await expect(page.getByLabel("Six digits")).toBeInViewport();
  await tabTo(page, page.getByRole("button", { name: "Read the code" }));
  await page.keyboard.press("Enter");

  const later = page.getByRole("link", { name: "Pay later, and go to the order" });
  await expect(later).toBeVisible();
  await expectOneDirection(page);
  await tabTo(page, later);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Spice Kitchen has your order");
  await expectOneDirection(page);
  await tabTo(page, page.getByRole("button", { name: "Receipt" }));
});
