/** The kitchen's wall display, as those who cook would tell it. */
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
  testWithOrders,
} from "./harness";
import { weigh } from "./weight";

const SELLER = "+12025550103";
const TABLET = { width: 1280, height: 800 };

/** A guest's order at Spice Kitchen. */
async function place(docket: Docket, name: string, order: object = {}): Promise<string> {
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

const accept = (docket: Docket, id: string, token: string) =>
  docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 25 }, token);

async function read(docket: Docket, id: string, token: string): Promise<Json> {
  return (await docket.ask("GET", `/api/orders/${id}`, undefined, token)).order as Json;
}

async function seller(docket: Docket): Promise<Json> {
  return (await docket.ask("GET", "/api/sellers/spice-kitchen")).seller as Json;
}

const slip = (page: Page, id: string) => page.locator(`[data-order="${id}"]`);
const column = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name} \\d`) });

async function openKitchen(page: Page, query = ""): Promise<void> {
  await page.setViewportSize(TABLET);
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/kitchen${query}`);
  await expect(page.getByRole("heading", { name: "Spice Kitchen", level: 1 })).toBeVisible();
}

testWithOrders("pictures of the wall display", async ({ page }) => {
  await openKitchen(page);
  await expect(page.locator(".cook-qty").first()).toBeVisible();
  await page.waitForTimeout(1500);
  await pictures(page, "kitchen");
});
