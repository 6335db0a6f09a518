/** Helpers for tests of products: requests to the API, and the parts of the page that they share. */
import type { Locator, Page } from "@playwright/test";
import { type Docket, expect, type Json, signInAtDesk } from "./harness";

export interface Asked extends Json {
  id: string;
  name: string;
  price: number;
  version: number;
  active: boolean;
  offUntil?: string;
  image?: { url: string; alt: string };
  stock: { available: number; received: number; writtenOff: number; taken: number };
}

export async function product(docket: Docket, id: string, token: string): Promise<Asked> {
  return (await docket.ask("GET", `/api/products/${id}`, undefined, token)).product as Asked;
}

/** All products, however many. */
export async function products(docket: Docket, token: string): Promise<Asked[]> {
  const all: Asked[] = [];
  let cursor = "";
  do {
    const path = `/api/products?sellerId=spice-kitchen&limit=100${cursor && `&cursor=${cursor}`}`;
    const page = await docket.ask("GET", path, undefined, token);
    all.push(...(page.products as Asked[]));
    cursor = (page.pagination as { nextCursor: string | null }).nextCursor ?? "";
  } while (cursor !== "");
  return all;
}

export async function productNamed(docket: Docket, name: string, token: string): Promise<Asked> {
  const found = (await products(docket, token)).find((one) => one.name === name);
  expect(found, name).toBeDefined();
  return found as Asked;
}

export const patch = (docket: Docket, id: string, body: Json, token: string) =>
  docket.ask("PATCH", `/api/products/${id}`, body, token);

/** Adjusts the stock of a product to this quantity. */
export async function leaveOnly(docket: Docket, id: string, rest: number, token: string): Promise<void> {
  const { stock } = await product(docket, id, token);
  const body = { change: rest - stock.available, reason: "Counted" };
  await docket.ask("POST", `/api/products/${id}/stock`, body, token);
}

export async function changes(docket: Docket, id: string, token: string): Promise<Json[]> {
  return (await docket.ask("GET", `/api/products/${id}/stock/changes`, undefined, token)).changes as Json[];
}

export async function openProducts(page: Page, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/products${query}`);
  await expect(page.getByRole("heading", { name: "Products", level: 1 })).toBeVisible();
}

export const row = (page: Page, text: string): Locator => page.getByRole("row").filter({ hasText: text });
export const tab = (page: Page, name: RegExp): Locator =>
  page.getByRole("navigation", { name: "Products to show" }).getByRole("link", { name });

/** Opens the panel of a row. */
export async function adjust(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: `Adjust the stock of ${name}` }).click();
  const panel = page.getByRole("dialog", { name });
  await expect(panel.getByLabel("Change")).toBeFocused();
  return panel;
}

/** The value of a line of the equation: now, and after the change. */
export const line = (within: Locator, name: string): Locator =>
  within.getByRole("row").filter({ has: within.page().getByRole("rowheader", { name, exact: true }) });

/** A photograph above every limit: it is drawn here, as noise, which compresses badly. */
export async function photograph(page: Page, width = 1_600, height = 1_200): Promise<Buffer> {
  const url = await page.evaluate(
    ([wide, high]) => {
      const canvas = document.createElement("canvas");
      canvas.width = wide;
      canvas.height = high;
      const drawing = canvas.getContext("2d");
      if (!drawing) throw new Error("no canvas");
      const pixels = drawing.createImageData(wide, high);
      let seed = 1;
      for (let at = 0; at < pixels.data.length; at += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        pixels.data[at] = at % 4 === 3 ? 255 : seed % 256;
      }
      drawing.putImageData(pixels, 0, 0);
      return canvas.toDataURL("image/png");
    },
    [width, height] as const,
  );
  return Buffer.from(url.split(",")[1] ?? "", "base64");
}
