/**
 * The fixtures of every test: a program of its own, a page whose policy violations and script errors fail the test, and
 * helpers for signing in and for requests.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

export type Json = Record<string, unknown>;

/** A running program and a client for its HTTP API. */
export class Docket {
  /** The messages that `code` has read. */
  private readonly read = new Set<string>();

  private constructor(
    readonly url: string,
    private readonly program: ChildProcess,
  ) {}

  /** Starts a program in memory. `options` are those of its command line. */
  static async start(...options: string[]): Promise<Docket> {
    const program = spawn("target/debug/docket", ["--memory", "--port", "0", ...options], {
      cwd: checkout,
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Ends the program also when a worker ends in the middle of a test.
    const kill = () => program.kill();
    process.once("exit", kill);
    program.once("exit", () => process.off("exit", kill));
    const url = await new Promise<string>((found, failed) => {
      let printed = "";
      const read = (chunk: Buffer) => {
        printed += chunk;
        // A chunk may end in the middle of the port.
        const address = /(http:\/\/127\.0\.0\.1:\d+)\s/.exec(printed)?.[1];
        if (address) found(address);
      };
      program.stdout?.on("data", read);
      program.stderr?.on("data", read);
      program.once("error", failed);
      program.once("exit", (code) => failed(new Error(`docket ended with ${code}:\n${printed}`)));
    });
    return new Docket(url, program);
  }

  /** Ends the program, and returns when it has ended. */
  async stop(): Promise<void> {
    if (this.program.exitCode !== null || this.program.signalCode !== null) return;
    const ended = once(this.program, "exit");
    this.program.kill();
    await ended;
  }

  /** Sends a request, and expects success. */
  async ask(method: string, path: string, body?: Json, token?: string): Promise<Json> {
    const { status, json } = await this.answer(method, path, body, token);
    expect(status, `${method} ${path}: ${JSON.stringify(json)}`).toBeLessThan(300);
    return json;
  }

  async answer(
    method: string,
    path: string,
    body?: Json,
    token?: string,
  ): Promise<{ status: number; json: Json }> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? {} : JSON.parse(text) };
  }

  /**
   * The code of the newest message to this address, among those that contain `mark`; it waits for the message. No message
   * is read twice: the next call waits for another one.
   */
  async code(to: string, mark = ""): Promise<string> {
    for (let tries = 0; tries < 100; tries += 1) {
      const { messages } = (await this.ask(
        "GET",
        `/_local/messages?to=${encodeURIComponent(to)}&limit=5`,
      )) as {
        messages: { text: string; at: string }[];
      };
      // A notice about an order may have followed the code.
      const message = messages.find(({ text }) => /\b\d{6}\b/.test(text) && text.includes(mark));
      const code = /\b\d{6}\b/.exec(message?.text ?? "")?.[0];
      const name = `${to} ${message?.at} ${message?.text}`;
      if (code && !this.read.has(name)) {
        this.read.add(name);
        return code;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`no code came for ${to}`);
  }

  /** The access token of somebody who signs in with a code, without a browser. */
  async token(phone: string): Promise<string> {
    const { challenge, tag } = await this.ask("POST", "/api/auth/codes", { phone });
    // The message names the sign-in that it is for.
    const code = await this.code(phone, `(${tag})`);
    const tokens = await this.ask("POST", "/api/auth/tokens", { phone, challenge, code });
    return tokens.accessToken as string;
  }

  /** A guest's order, confirmed. */
  async order(order: Json): Promise<{ id: string; token: string }> {
    const placed = (await this.ask("POST", "/api/orders", order)) as { order: { id: string } };
    const phone = (order.customer as { phone: string }).phone;
    const code = await this.code(phone);
    const verified = await this.ask("POST", `/api/orders/${placed.order.id}/verification`, { code });
    return { id: placed.order.id, token: verified.accessToken as string };
  }

  /** Moves the program's clock: `15m`, `31s`. Everything that becomes due has been done when this returns. */
  async advance(by: string): Promise<void> {
    await this.ask("POST", "/_local/clock", { advance: by });
  }
}

/** The phones that the demo's administrator and the seller of Spice Kitchen sign in with. */
export const ADMIN = "+12025550100";
export const SELLER = "+12025550103";

let phones = 0;
/** A phone that no other test of this worker uses. */
export function newPhone(): string {
  phones += 1;
  return `+1202555${String(2000 + phones).padStart(4, "0")}`;
}

/** A signed token: two parts of JSON, each begins so in Base64. A random cursor may hold one such beginning by chance. */
const TOKEN = /(?<![\w-])eyJ[\w-]{10,}\.eyJ/;

/** Violations of the policy and errors of scripts, which fail the test. */
function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|TrustedScript|require-trusted-types/i.test(text)) faults.push(text);
    if (TOKEN.test(text)) faults.push("a token in the console");
  });
  page.on("request", (request) => {
    if (TOKEN.test(request.url())) faults.push(`a token in an address: ${request.url()}`);
    if (!request.url().startsWith("data:") && new URL(request.url()).hostname !== "127.0.0.1") {
      faults.push(`another host: ${request.url()}`);
    }
  });
}

/** Each test has its own program, so that tests pass alone and in any order. */
async function ownProgram(use: (docket: Docket) => Promise<void>, ...options: string[]): Promise<void> {
  const docket = await Docket.start(...options);
  try {
    await use(docket);
  } finally {
    await docket.stop();
  }
}

export const test = base.extend<{ docket: Docket }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  docket: async ({}, use) => ownProgram(use, "--no-demo-orders"),
  baseURL: async ({ docket }, use) => use(docket.url),
  context: async ({ context }, use) => {
    const faults: string[] = [];
    context.on("page", (page) => watch(page, faults));
    await use(context);
    expect(faults, "what the pages did against the policy").toEqual([]);
  },
});

/** The program as `make run` starts it, with the orders of the demo. */
export const testWithOrders = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  docket: async ({}, use) =>
    ownProgram(async (docket) => {
      // Answers when the first orders exist.
      await docket.ask("POST", "/_local/demo", { orders: 0 });
      await use(docket);
    }),
});

export { expect };

/** Signs in on a page of the desk as one of the demo's people, by the button with that name. */
export async function signInAtDesk(page: Page, name: string, path = "/desk/orders"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeVisible();
}

/**
 * Waits for finite transitions and animations to end: a colour between two themes has the contrast of neither.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A transition begins with the frame that follows its cause.
    await new Promise(requestAnimationFrame);
    // A repeating or paused animation never ends.
    const ends = (one: Animation) =>
      one.playState === "running" && one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().filter(ends);
    // The promise is rejected when its element is removed.
    await Promise.allSettled(moving.map((one) => one.finished));
  });
}

/** No finding of axe, WCAG 2.2 AA and best practice, once nothing moves. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

/**
 * Screenshots in web/pictures, to be looked at and not committed: light, dark, at a phone's width, and in forced
 * colours.
 */
export async function pictures(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL("../pictures", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const [suffix, colorScheme, width, forcedColors] of [
    ["", "light", size.width, "none"],
    ["-dark", "dark", size.width, "none"],
    ["-phone", "light", 390, "none"],
    ["-forced", "dark", size.width, "active"],
  ] as const) {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: size.height });
    await settled(page);
    await page.screenshot({ path: `${folder}/${name}${suffix}.png` });
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference" });
  await page.setViewportSize(size);
}

/** The bytes of scripts and styles that a first load takes, compressed as they came, and the number of requests. */
export async function firstLoad(
  page: Page,
  path: string,
  shown: Locator = page.locator("h1").first(),
): Promise<{ script: number; style: number; requests: number; shift: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const sums = { script: 0, style: 0, requests: 0 };
  session.on("Network.responseReceived", ({ requestId, type }) => {
    kinds.set(requestId, type);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sums.requests += 1;
    if (kinds.get(requestId) === "Script") sums.script += encodedDataLength;
    if (kinds.get(requestId) === "Stylesheet") sums.style += encodedDataLength;
  });
  await page.addInitScript(() => {
    const shifts = window as unknown as { shift: number };
    shifts.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(path);
  // Pages that poll are never idle. A first load ends with the visible content, its fonts, and half a second for late
  // layout shifts.
  await shown.waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  await session.detach();
  return { ...sums, shift };
}
