/** Spice Kitchen's settings, for their tests. */
import { expect, type Locator, type Page } from "@playwright/test";
import { type Docket, type Json, SELLER, signInAtDesk } from "./harness";

const PATH = "/api/sellers/spice-kitchen";

/** The seller as anybody reads it, or as the owner of this token does. */
export async function seller(docket: Docket, token?: string): Promise<Json> {
  return (await docket.ask("GET", PATH, undefined, token)).seller as Json;
}

/** A concurrent change by somebody else. */
export async function change(docket: Docket, body: Json): Promise<void> {
  await docket.ask("PATCH", PATH, body, await docket.token(SELLER));
}

export async function open(page: Page, part: string, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/settings/${part}${query}`);
  await expect(page.locator("#settings-title")).toBeVisible();
}

export const saved = (page: Page): Promise<void> =>
  expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();

export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });
