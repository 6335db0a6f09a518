/** A driver's actions on the phone, for the tests of drivers. */
import type { Locator, Page } from "@playwright/test";
import { type Batch, createBatch, DRIVER, DRIVER_ID, deliver } from "./delivery-orders";
import { type Docket, expect, type Json } from "./harness";
import { read } from "./kitchen-orders";

export const PHONE = { width: 390, height: 844 };

export async function signInAsDriver(page: Page, query = ""): Promise<void> {
  await page.setViewportSize(PHONE);
  await page.goto("/desk");
  await page.getByRole("button", { name: "Dan Wheeler" }).click();
  await expect(page.getByRole("heading", { name: "Today’s batches", level: 1 })).toBeVisible();
  if (query !== "") await page.goto(`/desk/drive${query}`);
}

/** From then on the service worker serves the page. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

export async function hold(button: Locator): Promise<void> {
  const page = button.page();
  await button.hover();
  await page.mouse.down();
  await expect(button).toHaveClass(/hold-on/);
  await expect(page.locator(".hold-on")).toHaveCount(0);
  await page.mouse.up();
}

export async function report(page: Page, kind: string, notes: string): Promise<void> {
  await page.getByRole("button", { name: "Problem…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: kind }).click();
  await dialog.getByLabel("Notes").fill(notes);
  await dialog.getByRole("button", { name: "Tell dispatch" }).click();
}

/** Ready orders for these people in one batch of the demo's driver. */
export async function tour(
  docket: Docket,
  token: string,
  ...names: string[]
): Promise<{ batch: Batch; ids: string[] }> {
  const ids: string[] = [];
  for (const name of names) ids.push(await deliver(docket, token, name));
  return { batch: await createBatch(docket, token, ids, DRIVER_ID), ids };
}

export async function onTour(
  docket: Docket,
  token: string,
  ...names: string[]
): Promise<{ batch: Batch; ids: string[] }> {
  const made = await tour(docket, token, ...names);
  const driver = await docket.token(DRIVER);
  await docket.ask("PATCH", `/api/delivery/batches/${made.batch.id}/pickup`, {}, driver);
  return made;
}

export const delivered = (page: Page) => page.getByRole("button", { name: /delivered/ });
export const address = (page: Page) => page.getByRole("heading", { level: 2 });
export const street = (docket: Docket, id: string, token: string) =>
  read(docket, id, token).then(
    ({ fulfilment }) => (fulfilment as { address: { line1: string } }).address.line1,
  );

export async function reached(docket: Docket, id: string, token: string, status: string): Promise<number> {
  const { statusTimeline } = (await read(docket, id, token)) as unknown as {
    statusTimeline: { status: string; timestamp: string }[];
  };
  const entry = statusTimeline.find((one) => one.status === status);
  return Date.parse(entry?.timestamp ?? "");
}

export const now = async (docket: Docket) =>
  Date.parse(((await docket.ask("GET", "/_local/clock")) as Json).now as string);
