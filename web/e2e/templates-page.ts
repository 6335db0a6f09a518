/** Green Valley's templates, for their tests. */
import type { Page } from "@playwright/test";
import { type Docket, expect, type Json, newPhone, signInAtDesk } from "./harness";

export const FARM = "+12025550101";
export const LIST = "/api/order-templates";

export interface Template extends Json {
  id: string;
  version: number;
  nextOccurrence?: string;
  schedule?: { status: string; rrule: string };
}

export async function templates(docket: Docket, token: string): Promise<Template[]> {
  return (await docket.ask("GET", `${LIST}?sellerId=green-valley`, undefined, token)).templates as Template[];
}

export async function make(docket: Docket, token: string, more: Json = {}): Promise<Template> {
  const made = await docket.ask(
    "POST",
    LIST,
    {
      sellerId: "green-valley",
      name: "Monday box",
      customer: { name: "Ada Lovelace", phone: newPhone() },
      items: [{ productId: "gv-eggs", quantity: 1 }],
      fulfilment: { method: "pickup" },
      schedule: {
        rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0",
        timezone: "America/New_York",
      },
      ...more,
    },
    token,
  );
  return made.template as Template;
}

export const orders = async (docket: Docket, token: string) =>
  (await docket.ask("GET", "/api/orders?sellerId=green-valley", undefined, token)).orders as Json[];

export async function open(page: Page, path = "", query = ""): Promise<void> {
  await signInAtDesk(page, "Paula Green");
  await page.goto(`/desk/templates${path}${query}`);
}

export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
export const said = (page: Page, text: string) =>
  expect(page.getByRole("status").filter({ hasText: text }).first()).toBeVisible();

/** The time of day an hour from now, in the farm's time zone. */
export async function inAnHour(docket: Docket): Promise<string> {
  const { now } = (await docket.ask("GET", "/_local/clock")) as { now: string };
  return new Date(Date.parse(now) + 3_600_000).toLocaleTimeString("en-GB", {
    timeZone: "America/New_York",
    hour: "2-digit",
    minute: "2-digit",
  });
}
