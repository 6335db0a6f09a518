/** The sellers' pages during a shift of twelve hours, without a reload. */
import type { CDPSession, Page } from "@playwright/test";
import { type Docket, expect, newPhone, SELLER, test } from "./harness";

const HOURS = 12;
/** Waits until every part that is loaded once has been loaded. */
const WARM = 3;
/** Orders that are placed and end in each hour. */
const EACH = 6;

/** The memory, elements and listeners of the page after garbage collection. */
async function taken(
  page: Page,
  session: CDPSession,
): Promise<{ heap: number; nodes: number; listeners: number }> {
  for (let pass = 0; pass < 3; pass += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const found = { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
  console.log(page.url(), JSON.stringify(found));
  return found;
}

/** Guests' orders, confirmed. */
async function come(docket: Docket, hour: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < EACH; at += 1) {
    const { id } = await docket.order({
      sellerId: "spice-kitchen",
      items: [{ productId: "sk-lassi", quantity: 1 }],
      fulfilment: { method: "pickup" },
      customer: { name: `Hour ${hour}, guest ${at}`, phone: newPhone() },
      notes: "Please ring twice. ".repeat(20),
    });
    ids.push(id);
  }
  return ids;
}

/** Moves orders from the kitchen to the guest, or cancels them. */
async function go(docket: Docket, ids: readonly string[], token: string): Promise<void> {
  for (const [at, id] of ids.entries()) {
    const path = `/api/orders/${id}`;
    if (at % 3 === 2) {
      await docket.ask("PATCH", `${path}/reject`, { reason: "Too busy" }, token);
      continue;
    }
    await docket.ask("PATCH", `${path}/accept`, { estimatedPrepTime: 20 }, token);
    for (const status of ["READY", "DELIVERED"])
      await docket.ask("PATCH", `${path}/status`, { status }, token);
  }
}

for (const [path, ticket] of [
  ["/desk/orders", "li[data-order]"],
  ["/desk/kitchen", "[data-order]"],
] as const) {
  test(`after twelve hours ${path} takes no more than in the first, and nobody was asked to sign in`, async ({
    page,
    docket,
  }) => {
    test.setTimeout(900_000);
    let renewals = 0;
    page.on("response", (answer) => {
      if (answer.url().endsWith("/api/auth/tokens/refresh") && answer.ok()) renewals += 1;
    });
    // The timers of the page advance with the program's clock, so that its caches expire in time.
    await page.clock.install();
    await page.goto(path);
    await page.getByRole("button", { name: "Kira Spice" }).click();
    // The test signs in with one phone, so it signs in sequentially.
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const tickets = page.locator(ticket);
    let before = { heap: 0, nodes: 0, listeners: 0 };

    for (let hour = 1; hour <= HOURS; hour += 1) {
      const stock = await docket.token(SELLER);
      await docket.ask("POST", "/api/products/sk-lassi/stock", { change: EACH, reason: "Fresh" }, stock);
      const ids = await come(docket, hour);
      await expect(page.getByText(`Hour ${hour}, guest ${EACH - 1}`)).toBeVisible({ timeout: 60_000 });
      await expect(tickets).toHaveCount(EACH);
      await go(docket, ids, stock);
      await expect(tickets).toHaveCount(0, { timeout: 60_000 });
      await docket.advance("1h");
      await page.clock.fastForward("01:00:00");
      await expect(page.getByText("Your session ended.")).toBeHidden();
      if (hour === WARM) before = await taken(page, session);
    }

    const after = await taken(page, session);
    // A limited number of ended orders is kept. Elements and listeners must not accumulate.
    expect(after.heap / before.heap, "heap").toBeLessThan(1.25);
    expect(after.nodes / before.nodes, "nodes").toBeLessThan(1.2);
    expect(after.listeners / before.listeners, "listeners").toBeLessThan(1.2);
    // Tokens last for minutes: each hour needed another one.
    expect(renewals, "renewals").toBeGreaterThanOrEqual(HOURS - 1);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  });
}
