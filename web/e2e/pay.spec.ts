/** Payments and authorisations of guests, as guests and staff see them, with the stand-in payment provider. */
import type { Page } from "@playwright/test";
import {
  ADMIN,
  type Docket,
  expect,
  expectAccessible,
  firstLoad,
  type Json,
  newPhone,
  pictures,
  signInAtDesk,
  test,
} from "./harness";
import { card, confirm, follow, main, ordered, PRODUCER, pay, payButton } from "./paying";
import { weigh } from "./weight";
import { expectOneDirection, tabTo, WINDOW } from "./zoom";

const KITCHEN = "+12025550103";

const now = (page: Page) => page.getByRole("heading", { level: 1 });

/** A checkout of these products, filled in and confirmed with the code. */
async function checkOut(page: Page, docket: Docket, products: [sellerId: string, productId: string][]) {
  const phone = newPhone();
  for (const [sellerId, productId] of products) {
    await page.goto(`/s/${sellerId}`);
    await page.locator(`#more-${productId}`).click();
    await expect(page.locator(`.stepper #more-${productId}`)).toBeVisible();
  }
  await page.goto("/checkout");
  await expect(page.getByRole("group", { name: /how do you get it/i }).first()).toBeVisible();
  for (const pickup of await page.getByRole("radio", { name: /^Pickup/ }).all()) await pickup.check();
  await page.getByRole("textbox", { name: "Name" }).fill("Ada Lindqvist");
  await page.getByRole("textbox", { name: "Phone" }).fill(phone.replace("+1", ""));
  await page.getByRole("button", { name: /^Place the order/ }).click();
  await page.getByLabel("Six digits").fill(await docket.code(phone));
}

/** A seller with an account of its own at the provider, and one product. */
async function sellerWithAccount(docket: Docket, name: string): Promise<[string, string]> {
  const admin = await docket.token(ADMIN);
  const id = `own-${name.toLowerCase()}-${Date.now().toString(36)}`;
  await docket.ask(
    "POST",
    "/api/sellers",
    { id, name, lifecycle: "producer", currency: "USD", timezone: "America/New_York" },
    admin,
  );
  await docket.ask("PATCH", `/api/sellers/${id}`, { payments: { account: `acct_${name}` } }, admin);
  const sold = { sellerId: id, name: `${name} tea`, price: 900, stock: 10 };
  const { product } = await docket.ask("POST", "/api/products", sold, admin);
  return [id, (product as { id: string }).id];
}

test("a guest orders at the producer, confirms, pays by card, and sees that it is paid", async ({
  page,
  docket,
}) => {
  await checkOut(page, docket, [["green-valley", "gv-honey"]]);
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  await expect(page).toHaveTitle("Pay");
  await expect(now(page)).toContainText("$");
  await expect(page.getByRole("link", { name: "Pay later, and go to the order" })).toHaveAttribute(
    "href",
    /^\/t\/ORD-/,
  );
  await payButton(page).click();
  await card(page, "Pay by card The card works.").click();
  await expect(page.getByText("It is paid.")).toBeVisible();
  expect(page.url()).not.toContain("secret");
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(page).toHaveURL(/\/t\/ORD-/);
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
  await expect(payButton(page)).toBeHidden();
  await expectAccessible(page);
});

test("a kitchen holds the money, takes it when it accepts, and gives a part of it back", async ({
  page,
  browser,
  docket,
}) => {
  test.slow();
  const phone = newPhone();
  const { id } = await ordered(docket, "spice-kitchen", "sk-thali", phone);
  await follow(page, docket, id, phone);
  await expect(main(page)).toContainText("To pay$");
  await expectAccessible(page);
  await pictures(page, "track-to-pay");
  await pay(page, "Pay by card The card works.");
  await expect(page.getByText("The amount is reserved")).toBeVisible();
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(main(page)).toContainText(
    /\$[\d.]+ is held on your card, and taken when Spice Kitchen accepts/,
  );
  await expectAccessible(page);
  await pictures(page, "track-held");

  const context = await browser.newContext({ baseURL: docket.url });
  const desk = await context.newPage();
  await signInAtDesk(desk, "Kira Spice");
  await desk.goto(`/desk/orders?view=table&order=${id}`);
  const drawer = desk.getByRole("complementary", { name: new RegExp(id.slice(-4)) });
  const payment = drawer.getByRole("region", { name: "Payment" });
  await expect(payment.locator(".section-head")).toContainText("Held");
  await expect(payment).toContainText(/Held on the card\$[\d.]+/);
  await expect(payment).toContainText("It is taken when you accept");
  await expect(drawer.getByText(/^\$[\d.]+ held on the card$/)).toBeVisible();
  await pictures(desk, "drawer-held");
  await drawer.getByRole("button", { name: "Reject…" }).click();
  const reject = desk.getByRole("alertdialog");
  await expect(reject).toContainText(/\$[\d.]+ that is held on the card is released, and never charged\./);
  await desk.keyboard.press("Escape");
  await drawer.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(payment.locator(".section-head")).toContainText("Paid", { timeout: 20_000 });
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible({ timeout: 15_000 });

  const staff = await docket.token(KITCHEN);
  for (const status of ["READY", "DELIVERED"]) {
    await docket.ask("PATCH", `/api/orders/${id}/status`, { status }, staff);
  }
  await expect(now(page)).toHaveText("You have picked it up", { timeout: 15_000 });
  await expect(drawer.locator(".drawer-title")).toContainText("Delivered", { timeout: 15_000 });

  await payment.getByRole("button", { name: "Refund…" }).click();
  const dialog = desk.getByRole("dialog", { name: /^Refund / });
  const amount = dialog.getByLabel("Amount");
  await expect(amount).toHaveValue("40.50");
  await amount.fill("50");
  await expect(dialog.getByText("No more than $40.50 can be given back.")).toBeVisible();
  await amount.fill("5");
  await expect(dialog).toContainText("$40.50 was paid and not given back. After this, $35.50 is left.");
  await dialog.getByRole("button", { name: "Refund $5.00" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Enter a reason");
  await dialog.getByRole("radio", { name: "Something was missing" }).click();
  await expectAccessible(desk);
  await pictures(desk, "refund-dialog");
  await dialog.getByRole("button", { name: "Refund $5.00" }).click();
  await expect(dialog).toBeHidden();
  const refunds = payment.getByRole("list", { name: "Refunds" });
  await expect(refunds).toContainText("Given back", { timeout: 15_000 });
  await expect(refunds).toContainText("“Something was missing”");
  await expect(payment.locator(".section-head")).toContainText("Part refunded");
  await expect(payment).toContainText("Kept$35.50");
  await expectAccessible(desk);
  await pictures(desk, "drawer-refunded");
  await context.close();

  await page.reload();
  await expect(main(page)).toContainText("$35.50 paid");
  await expect(main(page)).toContainText("$5.00 went back to you");
  await pictures(page, "track-refunded");
});

test("a card that is declined says so, and another one works", async ({ page, docket }) => {
  const phone = newPhone();
  const { id } = await ordered(docket, "green-valley", "gv-eggs", phone);
  await follow(page, docket, id, phone);
  await pay(page, "Pay by a card that is declined");
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  // Meanwhile the order still asks for payment.
  await page.getByRole("link", { name: "Back to the order" }).click();
  await pay(page, "Pay by a card that asks for confirmation");
  await page.getByRole("button", { name: "Yes, pay" }).click();
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
});

test("a reload, the back button, a second tab and a second click pay once", async ({
  page,
  context,
  docket,
}) => {
  const phone = newPhone();
  const { id, token } = await ordered(docket, "green-valley", "gv-honey", phone);
  await follow(page, docket, id, phone);
  await payButton(page).dblclick();
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  await page.reload();
  const other = await context.newPage();
  await other.goto(`/pay/${id}`);
  await expect(payButton(other)).toBeVisible();
  // The buyer opens the provider's page, and returns without paying.
  await payButton(page).click();
  await expect(card(page, "Pay by card The card works.")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(`${docket.url}/pay/${id}`);
  await payButton(page).click();
  await card(page, "Pay by card The card works.").click();
  await expect(page.getByText("It is paid.")).toBeVisible();
  // The other tab has the same payment, which has succeeded.
  await payButton(other).click();
  await expect(other.getByText("It is paid.")).toBeVisible();
  await expect
    .poll(async () => {
      const { order } = (await docket.ask("GET", `/api/orders/${id}`, undefined, token)) as {
        order: { payment: Json };
      };
      return order.payment.status;
    })
    .toBe("paid");
  await other.goto(`/pay/${id}`);
  await expect(other).toHaveURL(`${docket.url}/t/${id}`);
  await expect(main(other).getByText("Paid", { exact: true })).toBeVisible();
});

test("a payment that is under way is not made twice", async ({ page, docket }) => {
  const phone = newPhone();
  const { id } = await ordered(docket, "green-valley", "gv-apples", phone);
  await follow(page, docket, id, phone);
  await pay(page, "Pay later");
  await expect(page.getByText("The bank takes an hour.")).toBeVisible();
  await page.goto(`/pay/${id}`);
  await expect(now(page)).toHaveText("A payment is already under way");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the order" }).click();
  await expect(page).toHaveURL(`${docket.url}/t/${id}`);
});

test("whoever is not signed in is asked who they are, where the order is followed", async ({
  page,
  docket,
}) => {
  const { id } = await ordered(docket, "green-valley", "gv-honey", newPhone());
  await page.goto(`/pay/${id}`);
  await expect(page).toHaveURL(`${docket.url}/t/${id}`);
  await expect(now(page)).toHaveText("Whose order is it?");
});

test("where payments are off, the order says to pay the seller, and goes on", async ({ page, docket }) => {
  await page.route("**/payment-intents", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: "Conflict", status: 409, code: "payments_off" }),
    }),
  );
  await checkOut(page, docket, [["green-valley", "gv-honey"]]);
  // No page leads to a payment page without a payment.
  await expect(page).toHaveURL(/\/t\/ORD-/);
  const [, id = ""] = /\/t\/(ORD-.+)/.exec(page.url()) ?? [];
  await payButton(page).click();
  await expect(page.getByText("You pay Green Valley Farm when you pick it up.")).toBeVisible();
  await expect(payButton(page)).toBeHidden();
  await expectAccessible(page);
  const paula = await docket.token(PRODUCER);
  await docket.ask("PATCH", `/api/orders/${id}/status`, { status: "confirmed" }, paula);
  await expect(now(page)).toHaveText("Green Valley Farm has accepted your order");
  await page.goto(`/pay/${id}`);
  await expect(now(page)).toHaveText("You pay the seller directly");
  await expectAccessible(page);
});

test("the orders of a checkout are paid together", async ({ page, docket }) => {
  await checkOut(page, docket, [
    ["green-valley", "gv-honey"],
    ["craft-market", "cm-candle"],
  ]);
  await expect(page).toHaveURL(/\/pay\/ORD-[^?]+\?checkout=GRP-/);
  await expect(now(page)).toContainText("To pay for all of your orders");
  await payButton(page).click();
  await card(page, "Pay by card The card works.").click();
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
});

test("orders of sellers with accounts of their own are paid one after the other", async ({
  page,
  docket,
}) => {
  await checkOut(page, docket, [["green-valley", "gv-honey"], await sellerWithAccount(docket, "Harbour")]);
  await expect(page).toHaveURL(/\/pay\/ORD-[^?]+\?next=ORD-/);
  await expect(page.getByText("Another order is paid after this one.")).toBeVisible();
  await payButton(page).click();
  await card(page, "Pay by card The card works.").click();
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(page).toHaveURL(/\/pay\/ORD-[^?]+$/);
  await payButton(page).click();
  await card(page, "Pay by card The card works.").click();
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(page).toHaveURL(/\/t\/ORD-/);
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
});

test("the payment filter knows what is held", async ({ page, docket }) => {
  const phone = newPhone();
  const { id, token } = await ordered(docket, "spice-kitchen", "sk-thali", phone);
  const intent = await docket.ask("POST", `/api/orders/${id}/payment-intents`, undefined, token);
  await confirm(docket, intent.clientSecret as string);
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table&payment=authorized");
  await expect(page.getByRole("button", { name: "Payment: Held, remove filter" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: id.slice(-4) })).toContainText("Held");
});

test("the provider’s own form is loaded here, sends once, says what was declined, and leads back", async ({
  browser,
  docket,
}) => {
  const phone = newPhone();
  const { id } = await ordered(docket, "green-valley", "gv-honey", phone);
  // A context of its own: the usual one reports every foreign host, and the provider's script has one.
  const context = await browser.newContext({ baseURL: docket.url });
  await context.route("**/payment-intents", async (route) => {
    const answer = await route.fetch();
    const intent = { ...(await answer.json()), publishableKey: "pk_test_of_a_deployment", account: "acct_1" };
    await route.fulfill({ response: answer, json: intent });
  });
  await context.route("https://js.stripe.com/**", (route) =>
    route.fulfill({ contentType: "text/javascript", body: `(${fakeStripe})()` }),
  );
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "127.0.0.1") foreign.push(request.url());
  });
  await follow(page, docket, id, phone);
  expect(foreign).toEqual([]);
  await payButton(page).click();
  const submit = page.getByRole("button", { name: "Pay $28.50" });
  await page.getByLabel("Card number").fill("4000 0000 0000 0002");
  await submit.dblclick();
  await expect(page.getByRole("alert")).toHaveText("Your card was declined.");
  await expectAccessible(page);
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await submit.click();
  await expect(page).toHaveURL(`${docket.url}/t/${id}`);
  expect(foreign).toEqual(["https://js.stripe.com/endive/stripe.js"]);
  await page.goBack();
  const calls = await page.evaluate(() => sessionStorage.getItem("calls"));
  expect(JSON.parse(calls ?? "[]")).toEqual([
    { key: "pk_test_of_a_deployment", account: "acct_1", locale: "en" },
    { confirmed: "4000 0000 0000 0002", back: `${docket.url}/t/${id}`, redirect: "if_required" },
    { confirmed: "4242 4242 4242 4242", back: `${docket.url}/t/${id}`, redirect: "if_required" },
  ]);
  await context.close();
});

/** The part of Stripe.js that the page uses, run in the page: it records each call. */
function fakeStripe(): void {
  const note = (call: object) => {
    const calls = JSON.parse(sessionStorage.getItem("calls") ?? "[]") as object[];
    sessionStorage.setItem("calls", JSON.stringify([...calls, call]));
  };
  let field: HTMLInputElement;
  let ready = () => {};
  const element = {
    on: (event: string, listener: () => void) => {
      if (event === "ready") ready = listener;
    },
    mount: (place: HTMLElement) => {
      const label = document.createElement("label");
      field = document.createElement("input");
      label.append("Card number", field);
      place.append(label);
      ready();
    },
    destroy: () => field.parentElement?.remove(),
  };
  (window as unknown as { Stripe: unknown }).Stripe = (key: string, { stripeAccount = "" } = {}) => ({
    elements: ({ locale }: { locale: string }) => {
      note({ key, account: stripeAccount, locale });
      return { create: () => element };
    },
    confirmPayment: async (asked: { confirmParams: { return_url: string }; redirect: string }) => {
      note({ confirmed: field.value, back: asked.confirmParams.return_url, redirect: asked.redirect });
      await new Promise((done) => setTimeout(done, 100));
      const declined = field.value.endsWith("0002");
      return declined ? { error: { type: "card_error", message: "Your card was declined." } } : {};
    },
  });
}

test("only the page to pay on may load the payment provider’s form", async ({ request }) => {
  for (const path of ["/", "/s/green-valley", "/checkout", "/t/ORD-20261120-7ZK3M9QW2X", "/my", "/desk"]) {
    const policy = (await request.get(path)).headers()["content-security-policy"] ?? "";
    expect(policy, path).toContain("require-trusted-types-for 'script'");
    expect(policy, path).not.toContain("http");
    expect(policy, path).not.toContain("frame-src");
  }
  const answer = await request.get("/pay/ORD-20261120-7ZK3M9QW2X");
  const policy = answer.headers()["content-security-policy"] ?? "";
  const foreign = policy.split("; ").filter((rule) => rule.includes("http"));
  expect(foreign).toEqual([
    "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
    "connect-src 'self' https://api.stripe.com",
    "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
  ]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(answer.headers()["cache-control"]).toBe("no-cache");
});

for (const language of ["en", "de"] as const) {
  test(`the page to pay on is small, accessible and looks right (${language})`, async ({ page, docket }) => {
    const phone = newPhone();
    const { id } = await ordered(docket, "spice-kitchen", "sk-thali", phone);
    await follow(page, docket, id, phone);
    const weight = weigh(page);
    const { shift } = await firstLoad(page, `/pay/${id}?lang=${language}`, page.locator(".pay-amount"));
    expect(weight()).toBeGreaterThan(8_000);
    expect(weight()).toBeLessThan(15_000);
    expect(shift).toBeLessThan(0.02);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    if (language === "en") await pictures(page, "pay");
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize(WINDOW);
    await page.reload();
    const button = page.locator(".pay-slip .button-primary");
    await expect(button).toBeVisible();
    await expectOneDirection(page);
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/_local\/pay\/pi_/);
  });
}
