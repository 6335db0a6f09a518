/** Helpers for tests of payments: orders, the way to the stand-in's page, and its cards. */
import type { Page } from "@playwright/test";
import { type Docket, expect } from "./harness";

export const PRODUCER = "+12025550101";

export const main = (page: Page) => page.getByRole("main");

export const payButton = (page: Page) => page.getByRole("link", { name: /^Pay \$/ });

/** A card of the stand-in's page. */
export const card = (page: Page, name: string) => page.getByRole("button", { name });

/** A guest's confirmed order of three items, for pickup. */
export const ordered = (docket: Docket, sellerId: string, productId: string, phone: string) =>
  docket.order({
    sellerId,
    items: [{ productId, quantity: 3 }],
    customer: { name: "Ada Lindqvist", phone },
    fulfilment: { method: "pickup" },
  });

/** Opens the tracking page and signs in there, with the code of the message. */
export async function follow(page: Page, docket: Docket, id: string, phone: string): Promise<void> {
  await page.goto(`/t/${id}`);
  await page.locator("select[name=country]").selectOption("+1");
  await page.locator("[autocomplete=tel-national]").fill(phone.slice(2));
  await page.locator("form .button-primary").click();
  await page.locator(".digits").fill(await docket.code(phone));
  await expect(page.locator("#what")).toBeVisible();
}

/** Goes from the tracking page through the payment page to the stand-in's page, pays with this card, and returns. */
export async function pay(page: Page, name: string): Promise<void> {
  await payButton(page).click();
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  await payButton(page).click();
  await card(page, name).click();
}

/** Pays on the stand-in's page, without a browser; returns the stand-in's id of the payment. */
export async function confirm(docket: Docket, secret: string): Promise<string> {
  const [id = ""] = secret.split("_secret_");
  const form = new URLSearchParams({ client_secret: secret, act: "pm_card_visa" });
  await fetch(`${docket.url}/_local/pay/${id}`, { method: "POST", body: form });
  return id;
}
