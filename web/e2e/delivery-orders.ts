/** Delivery orders at Spice Kitchen, for the tests of dispatch and of drivers. */
import type { Page } from "@playwright/test";
import { type Docket, expect, type Json } from "./harness";
import { place } from "./kitchen-orders";

export const DRIVER = "+12025550105";
export const DRIVER_ID = "demo-spice-kitchen-driver";

let streets = 0;

/** An order that is being prepared, or ready, for an address of this zone. */
export async function deliver(
  docket: Docket,
  token: string,
  name: string,
  order: { zoneId?: string; line1?: string; ready?: boolean; notes?: string } = {},
): Promise<string> {
  const { zoneId = "north", ready = true, notes } = order;
  streets += 1;
  const line1 = order.line1 ?? `${streets} Quebec Place NW`;
  const address = { line1, city: "Washington", state: "DC", postalCode: "20010", country: "US" };
  const fulfilment = { method: "delivery", zoneId, address };
  const id = await place(docket, name, { fulfilment, ...(notes !== undefined && { notes }) });
  await docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 20 }, token);
  if (ready) await docket.ask("PATCH", `/api/orders/${id}/status`, { status: "READY" }, token);
  return id;
}

export interface Batch extends Json {
  id: string;
  batchNumber: string;
  orderIds: string[];
  status: string;
  driverId: string | null;
  version: number;
}

export async function createBatch(
  docket: Docket,
  token: string,
  orderIds: readonly string[],
  driverId?: string,
): Promise<Batch> {
  const body = { orderIds: [...orderIds], ...(driverId && { driverId }) };
  return (await docket.ask("POST", "/api/delivery/batches", body, token)).batch as Batch;
}

export async function readBatch(docket: Docket, id: string, token: string): Promise<Batch> {
  return (await docket.ask("GET", `/api/delivery/batches/${id}`, undefined, token)).batch as Batch;
}

export const tail = (id: string): string => id.slice(-4);

/** Nothing is wider than the window. */
export async function expectNoSideways(page: Page, widths: readonly number[]): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const width of widths) {
    await page.setViewportSize({ width, height: size.height });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${width} px`).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(size);
}
