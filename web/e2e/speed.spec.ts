/** The load time of the orders page on a slow device and network. Printed, not asserted: it depends on the machine's load. */
import { expect, signInAtDesk, testWithOrders as test } from "./harness";

/** The budget in seconds. */
const BUDGET = 3;
const SLOWER = 4;
/** 1.6 Mbit/s, in bytes per second. */
const THROUGHPUT = 1_600_000 / 8;
const LATENCY = 150;

for (const [view, order] of [
  ["board", "li[data-order]"],
  ["table", "tr[data-order]"],
] as const) {
  test(`the desk from a cold cache, on a slow device and network (${view})`, async ({
    page,
    browser,
    docket,
  }) => {
    await signInAtDesk(page, "Kira Spice");
    const storageState = await page.context().storageState();
    // Another browser, with the session and nothing else.
    const context = await browser.newContext({ baseURL: docket.url, storageState });
    const cold = await context.newPage();
    const devtools = await context.newCDPSession(cold);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: LATENCY,
      downloadThroughput: THROUGHPUT,
      uploadThroughput: THROUGHPUT,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await cold.addInitScript((selector) => {
      const shown = window as unknown as { shownAfter?: number };
      const look = () => {
        if (!document.querySelector(selector)) return;
        watcher.disconnect();
        // The next frame has it on the screen.
        requestAnimationFrame(() => {
          shown.shownAfter = performance.now();
        });
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { childList: true, subtree: true });
    }, order);
    await cold.goto(view === "table" ? "/desk/orders?view=table" : "/desk/orders");
    await expect(cold.locator(order).first()).toBeVisible({ timeout: 30_000 });
    const shownAfter = () => cold.evaluate(() => (window as unknown as { shownAfter?: number }).shownAfter);
    await expect.poll(shownAfter).toBeGreaterThan(0);
    const seconds = ((await shownAfter()) ?? 0) / 1_000;
    console.log(`first order on the ${view} after ${seconds.toFixed(2)} s (budget ${BUDGET} s)`);
    await context.close();
  });
}
