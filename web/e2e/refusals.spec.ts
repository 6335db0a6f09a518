/** Refusals of the server: the page shows the reason and a way out. Nothing that was typed is lost. */
import type { Page } from "@playwright/test";
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
import { openKitchen, place } from "./kitchen-orders";

/** Answers the next request to this address with a refusal, and passes all others on. */
async function refuseOnce(
  page: Page,
  path: RegExp,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): Promise<void> {
  await page.route(
    path,
    (route) =>
      route.fulfill({
        status,
        headers,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "about:blank", title: "No", requestId: `req-${status}`, ...body }),
      }),
    { times: 1 },
  );
}

test("a form that is refused says what can be done, keeps what was typed, and goes through then", async ({
  page,
  docket,
}) => {
  test.slow();
  const token = await docket.token(SELLER);
  const id = await place(docket, "Nele Note");
  await signInAtDesk(page, "Kira Spice", `/desk/orders?order=${id}`);
  await page.getByRole("button", { name: "Add a note", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Add a note/ });
  const note = dialog.getByLabel("Note for your colleagues");
  const words = `Peanuts! <b>No</b> nuts & "no" sesame`;
  await note.fill(words);
  const alert = dialog.getByRole("alert");
  const notes = /\/notes$/;
  for (const [status, body, way] of [
    [
      500,
      { code: "internal", detail: "Something went wrong." },
      "You can send it again: what you typed stays.",
    ],
    [503, { code: "unavailable", detail: "Too busy." }, "You can send it again in a moment"],
    [403, { code: "forbidden", detail: "Only managers add notes." }, "Ask an administrator if you need it."],
    [422, { code: "not_yet_made", detail: "Notes have no peanuts." }, "Notes have no peanuts."],
  ] as const) {
    await refuseOnce(page, notes, status, body);
    await dialog.getByRole("button", { name: "Add note" }).click();
    await expect(alert).toContainText(body.detail);
    await expect(alert).toContainText(way);
    await expect(note).toHaveValue(words);
  }
  const fault = { pointer: "/text", detail: "This word is not allowed." };
  await refuseOnce(page, notes, 400, { code: "invalid_request", detail: "Not valid.", errors: [fault] });
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(note).toHaveAttribute("aria-invalid", "true");
  await expect(note).toHaveAccessibleDescription(/This word is not allowed\./);

  const wait = { "retry-after": "40" };
  await refuseOnce(page, notes, 429, { code: "too_many_requests", detail: "Too often." }, wait);
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(alert).toContainText(/Too often\. Try again in (40|3\d) s\./);

  await refuseOnce(page, notes, 404, { code: "not_found", detail: "There is no such order." });
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(alert).toContainText("There is no such order.");
  await expectAccessible(page);
  await pictures(page, "refused");
  const asked = page.waitForRequest(/\/api\/orders\?/);
  await alert.getByRole("button", { name: "Show what is there now" }).press("Enter");
  await asked;
  await expect(alert).toContainText("The page shows what is there now.");
  await expect(note).toHaveValue(words);

  await note.press("Tab");
  await dialog.getByRole("button", { name: "Add note" }).press("Enter");
  await expect(dialog).toBeHidden();
  expect(JSON.stringify(await docket.ask("GET", `/api/orders/${id}/admin`, undefined, token))).toContain(
    "Peanuts!",
  );
});

test("a busy kitchen whose seller was changed elsewhere reads it again, in German, too", async ({
  page,
  docket,
}) => {
  await openKitchen(page);
  await page.goto("/desk/kitchen?lang=de");
  await page.getByRole("button", { name: "Viel los", exact: true }).click();
  const busy = page.getByRole("dialog", { name: "Viel los" });
  await busy.getByRole("radio", { name: "15", exact: true }).click();
  const conflict = { code: "conflict", detail: "The seller was changed meanwhile." };
  await refuseOnce(page, /\/api\/sellers\/spice-kitchen$/, 409, conflict);
  await busy.getByRole("button", { name: /^15 min dazu/ }).click();
  await expect(busy.getByRole("alert")).toContainText("The seller was changed meanwhile.");
  await expectAccessible(page);
  await pictures(page, "refused-de");
  await busy.getByRole("button", { name: "Aktuellen Stand zeigen" }).click();
  await expect(busy.getByRole("alert")).toContainText("Die Seite zeigt den aktuellen Stand.");
  await expect(busy.getByRole("radio", { name: "15", exact: true })).toBeChecked();
  await busy.getByRole("button", { name: /^15 min dazu/ }).click();
  await expect(busy).toBeHidden();
  const { seller } = await docket.ask("GET", "/api/sellers/spice-kitchen");
  expect(seller).toMatchObject({ extraPrepMinutes: 15 });
});

test("what somebody may not read leads elsewhere, and does not ask again", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  const denied = { code: "forbidden", detail: "Closed orders are for managers." };
  await page.route(/\/api\/orders\?.*phase=done/, (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(denied) }),
  );
  await page.goto("/desk/orders?tab=done");
  const alert = page.getByRole("alert").filter({ hasText: denied.detail });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole("button", { name: "Try again" })).toBeHidden();
  await expectAccessible(page);
  await pictures(page, "read-denied");
  await alert.getByRole("link", { name: "All orders" }).click();
  await expect(page).toHaveURL(/\/desk\/orders$/);
  await expect(alert).toBeHidden();
});

test("a desk that may not be opened lets its person sign out", async ({ page }) => {
  const denied = { code: "forbidden", detail: "Your access has ended." };
  await page.route(/\/api\/sellers\/spice-kitchen$/, (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(denied) }),
  );
  await page.goto("/desk/orders");
  await page.getByRole("button", { name: "Kira Spice" }).click();
  await expect(page.getByText(denied.detail)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Or sign in as a demo user" })).toBeVisible();
});

test("a shop that somebody may not see leads to the others", async ({ page }) => {
  const denied = { code: "forbidden", detail: "This shop is not open to the public." };
  await page.route(/\/api\/products\?/, (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(denied) }),
  );
  await page.goto("/s/spice-kitchen");
  await expect(page.getByText(denied.detail)).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("link", { name: "To the shops" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("an order that is refused at the checkout has its way out, and keeps what was typed", async ({
  page,
}) => {
  await page.goto("/s/corner-shop");
  await page.getByRole("button", { name: /^Add/ }).first().click();
  await page.goto("/checkout");
  await page.getByRole("radio", { name: /^Pickup/ }).check();
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Cora Cart");
  await page.getByRole("textbox", { name: "Phone" }).fill(newPhone().slice(2));
  const place = page.getByRole("button", { name: /^Place/ });
  const orders = /\/api\/orders$/;
  const alert = page.getByRole("alert");

  await refuseOnce(page, orders, 409, { code: "payment_not_possible", detail: "This cannot be paid here." });
  await place.click();
  await expect(alert).toContainText("This cannot be paid here.");
  await expect(alert).toContainText(/Call Corner Shop|Please call the shop/);
  await expectAccessible(page);
  await pictures(page, "checkout-refused");

  await refuseOnce(page, orders, 400, { code: "unknown_product", detail: "This is not sold any more." });
  await place.click();
  await expect(alert).toContainText("This is not sold any more.");
  await alert.getByRole("button", { name: "Show what is there now" }).click();
  await expect(name).toHaveValue("Cora Cart");
  await place.click();
  await expect(page.locator(".digits")).toBeVisible();
});
