/** Five thousand open orders of one seller: loading, scrolling and filtering without noticeable pauses. */
import type { Browser, CDPSession, Page } from "@playwright/test";
import { expect, signInAtDesk, test } from "./harness";

const ORDERS = 5_000;
const PAGE = 500;

type Row = Record<string, unknown> & { id: string };

/** Rows in the server's form. Only these are synthetic; placing so many orders would take too long. */
function manyRows(now: number): Row[] {
  const phases = ["open", "working", "working", "ready", "in_transit"] as const;
  const statuses = { open: "PLACED", working: "PREPARING", ready: "READY", in_transit: "OUT_FOR_DELIVERY" };
  const names = ["Ada Lovelace", "Émile Zola", "Grace Hopper", "Jun-ho Baek", "Tomás Echeverría"];
  return Array.from({ length: ORDERS }, (_, at) => {
    const phase = phases[at % phases.length] ?? "open";
    const id = `ORD-20261127-${String(at).padStart(10, "0")}`;
    const moment = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const paid = at % 2 === 0;
    return {
      id,
      orderNumber: id,
      sellerId: "spice-kitchen",
      version: 1,
      status: statuses[phase],
      phase,
      lifecycle: { name: "kitchen", version: 1 },
      placedAt: moment(-(at % 300) - 3),
      customer: { name: `${names[at % names.length]} ${at}`, phone: "+12025550188" },
      itemCount: 1 + (at % 7),
      grandTotal: 1_000 + at,
      currency: "USD",
      payment: { status: paid ? "paid" : "unpaid", amountDue: paid ? 0 : 1_000 + at },
      fulfilment: { method: at % 3 === 0 ? "delivery" : "pickup", zone: { id: "north", name: "North" } },
      target: { kind: "promise", at: moment((at % 200) - 10) },
      slaBreached: false,
      priority: "normal",
    };
  });
}

/** Answers lists with these rows, and returns how many pages were read. */
async function serve(page: Page, all: Row[]): Promise<() => number> {
  let pages = 0;
  await page.route("**/api/orders?*", async (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.get("view") !== "row") return route.fulfill({ json: { orders: [], pagination: {} } });
    const phases = query.getAll("phase");
    const listed = phases.length > 0 ? all.filter((row) => phases.includes(row.phase as string)) : [];
    const from = Number(query.get("cursor") ?? 0);
    const next = from + PAGE < listed.length ? String(from + PAGE) : null;
    if (phases.includes("open")) pages += 1;
    const orders = listed.slice(from, from + PAGE);
    return route.fulfill({ json: { orders, pagination: { limit: PAGE, nextCursor: next } } });
  });
  return () => pages;
}

interface Event {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

/**
 * The longest task of a page's main thread during an action, in milliseconds of processor time. It is printed and not
 * asserted: under load the same task takes up to three times as long.
 */
async function longestTask(browser: Browser, page: Page, doing: () => Promise<void>): Promise<number> {
  const session: CDPSession = await browser.newBrowserCDPSession();
  const pageSession = await page.context().newCDPSession(page);
  const { frameTree } = await pageSession.send("Page.getFrameTree");
  const events: Event[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as Event[])));
  const categories = ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline", "__metadata"];
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: categories },
  });
  await doing();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  await pageSession.detach();
  // The renderer of the page: the one whose events name its frame.
  const own = events.find((event) => JSON.stringify(event.args ?? {}).includes(frameTree.frame.id))?.pid;
  const threads = events.filter(
    (event) => event.name === "thread_name" && event.args?.name === "CrRendererMain",
  );
  const main = threads.find((event) => event.pid === own) ?? threads[0];
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      ph === "X" && name.endsWith("RunTask") && pid === main?.pid && tid === main?.tid,
  );
  expect(tasks.length, "tasks that were traced").toBeGreaterThan(10);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}

/**
 * The most orders that one task of the page has rendered since the last call. A task's duration depends on that number,
 * and the number is equal on every machine.
 */
async function mostAtOnce(page: Page): Promise<number> {
  return page.evaluate(() => {
    const counted = window as unknown as { mostOrders?: number };
    const most = counted.mostOrders ?? 0;
    counted.mostOrders = 0;
    return most;
  });
}

/** Starts counting for `mostAtOnce`: an observer is called once for everything that a task added. */
function countOrders(): void {
  const counted = window as unknown as { mostOrders?: number };
  const orders = (node: Node) =>
    node instanceof Element
      ? node.querySelectorAll("[data-order]").length + Number(node.matches("[data-order]"))
      : 0;
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const now = added.reduce((sum, node) => sum + orders(node), 0);
    counted.mostOrders = Math.max(counted.mostOrders ?? 0, now);
  }).observe(document, { childList: true, subtree: true });
}

const settled = (page: Page) => page.waitForTimeout(600);

/** Scrolls by a screen in each frame. */
async function scroll(page: Page, what: string): Promise<void> {
  await page.locator(what).evaluate(
    (element) =>
      new Promise<void>((done) => {
        let frames = 0;
        const step = () => {
          element.scrollTop += 900;
          frames += 1;
          if (frames < 40) requestAnimationFrame(step);
          else done();
        };
        step();
      }),
  );
  await settled(page);
}

/** The board begins with four lanes of fifteen, the table with the visible rows and some above and below them. */
const AT_ONCE = 60;

for (const view of ["board", "table"] as const) {
  test(`5,000 open orders load in ten requests, and scroll and filter at once (${view})`, async ({
    page,
    browser,
  }) => {
    test.slow();
    await page.addInitScript(countOrders);
    await signInAtDesk(page, "Kira Spice");
    const pages = await serve(page, manyRows(Date.now()));
    const longest: Record<string, number> = {};
    const most: Record<string, number> = {};
    const first = page.locator(view === "table" ? "tr[data-order]" : "li[data-order]").first();
    longest.load = await longestTask(browser, page, async () => {
      await page.goto(view === "table" ? "/desk/orders?view=table" : "/desk/orders");
      await expect(first).toBeVisible();
      await expect(page.getByText("5000 orders, ")).toBeVisible();
      await settled(page);
    });
    most.load = await mostAtOnce(page);
    expect(pages()).toBe(ORDERS / PAGE);

    const scroller = view === "table" ? ".table-scroll" : "#main";
    const search = page.getByLabel("Search orders");
    const method = page.getByRole("group", { name: "Filters" }).getByRole("button", { name: "Method" });
    const delivery = page.getByRole("checkbox", { name: "Delivery" });
    const acts: Record<string, () => Promise<void>> = {
      scroll: () => scroll(page, scroller),
      type: async () => {
        await search.pressSequentially("emile", { delay: 50 });
        await expect(page.getByText("1000 orders, ")).toBeVisible();
        await settled(page);
      },
      clear: async () => {
        await search.fill("");
        await expect(page.getByText("5000 orders, ")).toBeVisible();
        await settled(page);
      },
      filter: async () => {
        await method.click();
        await delivery.check();
        await expect(page.getByText("1667 orders, ")).toBeVisible();
        await settled(page);
      },
    };
    for (const [what, act] of Object.entries(acts)) {
      longest[what] = await longestTask(browser, page, act);
      most[what] = await mostAtOnce(page);
      // The table renders the visible rows only.
      if (view === "table") expect(await page.locator("tr[data-order]").count()).toBeLessThan(60);
      if (what === "scroll") {
        await page.locator(scroller).evaluate((element) => element.scrollTo({ top: 0 }));
      }
    }
    console.log(view, JSON.stringify({ longest, most }));
    for (const [what, orders] of Object.entries(most)) {
      expect(orders, `orders that one task adds while it is to ${what}`).toBeLessThanOrEqual(AT_ONCE);
    }
    for (const what of ["load", "scroll"]) expect(most[what], `orders that ${what} adds`).toBeGreaterThan(0);
  });
}
