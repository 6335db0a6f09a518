/** The pages about messages, for their tests. */
import type { Locator, Page } from "@playwright/test";
import { type Docket, expect, type Json } from "./harness";

/** A row of the form, by its name. */
export const group = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });

export const channel = (page: Page, of: string, name: string): Locator =>
  group(page, of).getByRole("checkbox", { name });

export const save = (page: Page): Promise<void> =>
  page.getByRole("button", { name: /^(Save messages|Nachrichten speichern)$/ }).click();

export const saved = (page: Page): Promise<void> =>
  expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();

/** The preferences that the API stores for the owner of this token. */
export async function kept(docket: Docket, token: string): Promise<Json> {
  return (await docket.ask("GET", "/api/preferences", undefined, token)).preferences as Json;
}

/** Changes the preferences of the same person on another device. */
export async function choose(docket: Docket, token: string, body: Json): Promise<void> {
  const nothing = { language: null, timezone: null, quietHours: null, groups: {} };
  await docket.ask("PUT", "/api/preferences", { ...nothing, ...body }, token);
}

/** Signs in on the buyer's page about messages, or in its form after a session has ended. */
export async function signIn(page: Page, docket: Docket, phone: string): Promise<void> {
  await page.getByRole("textbox", { name: /^(Phone number|Telefonnummer)$/ }).fill(phone.slice(2));
  await page.getByRole("button", { name: /^(Send the code|Code schicken)$/ }).click();
  const digits = page.locator("input[name=code]");
  await expect(digits).toBeFocused();
  await digits.fill(await docket.code(phone));
  await expect(page.locator("main form .messages-row").first()).toBeVisible();
}

export async function openMine(page: Page, docket: Docket, phone: string, query = ""): Promise<void> {
  await page.goto(`/my/messages${query}`);
  await signIn(page, docket, phone);
}
