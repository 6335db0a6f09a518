/** The page that imports and exports products as CSV, and its files. */
import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, signInAtDesk } from "./harness";

export const BYTE_ORDER_MARK = "\uFEFF";
export const HEAD =
  "id,name,description,category,position,price,currency,stock,taken,low_stock_at,main_course,active,extras";

export async function openImport(page: Page, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/products/import${query}`);
  await expect(page.locator('input[type="file"]')).toBeAttached();
}

export const file = (text: string | Buffer, name = "products.csv") => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text as string),
});

export const choose = (page: Page, text: string | Buffer, name?: string) =>
  page.locator('input[type="file"]').setInputFiles(file(text, name));

/** The number of rows of a kind in the preview. */
export const count = (page: Page, name: string): Locator =>
  page
    .locator(".import-counts > div")
    .filter({ has: page.locator("dt").getByText(name, { exact: true }) })
    .locator("dd");

export async function exported(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export all products" }).click(),
  ]);
  return textOf(download);
}

export const textOf = async (download: Download) => readFile(await download.path(), "utf8");
