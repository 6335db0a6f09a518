/** Orders at Spice Kitchen and its wall display, for the tests of the pages that show them. */
import type { Locator, Page } from "@playwright/test";
import { type Docket, expect, type Json, newPhone, signInAtDesk } from "./harness";

/** The phone of the tablet on its wall. */
export const TABLET = { width: 1280, height: 800 };

/** A guest's order of two dishes with extras and a drink, for pickup. */
export async function place(docket: Docket, name: string, order: object = {}): Promise<string> {
  const { id } = await docket.order({
    sellerId: "spice-kitchen",
    items: [
      { productId: "sk-thali", quantity: 2, addons: [{ addonId: "naan", quantity: 1 }] },
      { productId: "sk-lassi", quantity: 1 },
    ],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
    ...order,
  });
  return id;
}

interface Shown extends Json {
  status: string;
  version: number;
}

/** An order as the owner of this token sees it. */
export async function read(docket: Docket, id: string, token: string): Promise<Shown> {
  return (await docket.ask("GET", `/api/orders/${id}`, undefined, token)).order as Shown;
}

export const accept = (docket: Docket, id: string, token: string): Promise<Json> =>
  docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 25 }, token);

/** Opens the wall display, as somebody who is not signed in yet. */
export async function openKitchen(page: Page): Promise<void> {
  await page.setViewportSize(TABLET);
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/kitchen");
  await expect(page.getByRole("heading", { name: "Spice Kitchen", level: 1 })).toBeVisible();
}

/** An order's ticket on the wall. */
export const slip = (page: Page, id: string): Locator => page.locator(`[data-order="${id}"]`);

/** A column of the wall, by its heading. */
export const column = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: new RegExp(`^${name} \\d`) });
