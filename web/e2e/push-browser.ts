/** A browser with a stand-in push service, for the tests of web push: no real push service is called. */
import { createECDH, randomBytes } from "node:crypto";
import type { BrowserContext, Page, Worker } from "@playwright/test";
import { type Docket, expect } from "./harness";

/**
 * Subscriptions of this browser lead to the program's own stand-in, `/_local/push/{id}`. They survive reloads, one for
 * each origin, as in a real browser.
 */
export async function standIn(context: BrowserContext, docket: Docket, id: string): Promise<void> {
  await context.grantPermissions(["notifications"], { origin: docket.url });
  const pair = createECDH("prime256v1");
  const keys = { p256dh: pair.generateKeys("base64url"), auth: randomBytes(16).toString("base64url") };
  await context.addInitScript(
    ({ endpoint, keys }) => {
      const KEPT = "stand-in-of-push";
      const subscription = {
        endpoint,
        toJSON: () => ({ endpoint, expirationTime: null, keys }),
        unsubscribe: async () => {
          localStorage.removeItem(KEPT);
          return true;
        },
      };
      const kept = () => (localStorage.getItem(KEPT) === null ? null : subscription);
      Object.assign(PushManager.prototype, {
        async subscribe({ userVisibleOnly, applicationServerKey }: PushSubscriptionOptionsInit) {
          if (!userVisibleOnly || String(applicationServerKey).length !== 87) throw new TypeError("options");
          localStorage.setItem(KEPT, "on");
          return subscription;
        },
        getSubscription: async () => kept(),
      });
    },
    { endpoint: `${docket.url}/_local/push/${id}`, keys },
  );
}

/** The requests of this browser's pages about its subscription, with the status of the answer, like `PUT 204`. */
export function apiCalls(context: BrowserContext): string[] {
  const answers: string[] = [];
  context.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname === "/api/preferences/push") answers.push(`${answer.request().method()} ${answer.status()}`);
  });
  return answers;
}

/** Whether the browser has a subscription. */
export const subscribed = (page: Page): Promise<boolean> =>
  page.evaluate(() => localStorage.getItem("stand-in-of-push") !== null);

/** Delivers a payload to the service worker of this scope, as the browser does with a message of its push service. */
export async function deliver(page: Page, docket: Docket, scope: string, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const one = registrations.find(({ scopeURL }) => scopeURL === `${docket.url}${scope}`);
      if (one) resolve(one.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await found;
  const before = JSON.stringify(await shown(page, scope));
  // Chromium loses a payload that arrives while its worker is stopping; a push service would send it again.
  await expect(async () => {
    await session.send("ServiceWorker.deliverPushMessage", { origin: docket.url, registrationId, data });
    await expect
      .poll(async () => JSON.stringify(await shown(page, scope)), { timeout: 3_000 })
      .not.toBe(before);
  }).toPass({ timeout: 20_000 });
  await session.detach();
}

interface Shown {
  title: string;
  body: string;
  lang: string;
  tag: string;
  navigate: string;
}

/** The notifications that the worker of this scope shows. */
export const shown = (page: Page, scope: string): Promise<Shown[]> =>
  page.evaluate(async (scope) => {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    const all = (await registration?.getNotifications()) ?? [];
    return all.map(({ title, body, lang, tag, data }) => ({
      title,
      body,
      lang,
      tag,
      navigate: (data as { navigate: string }).navigate,
    }));
  }, scope);

/**
 * Clicks the notification with this title, and returns which tab was focused, or which address was opened: browsers
 * allow both after real clicks only, which no test can make.
 */
export async function click(worker: Worker, title: string): Promise<{ focused?: string; opened?: string }> {
  return worker.evaluate(async (title) => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow(address: string): Promise<unknown> };
      WindowClient: { prototype: { url: string; focus(): Promise<unknown> } };
      NotificationEvent: new (type: string, init: { notification: Notification | undefined }) => Event;
    };
    const done = new Promise<{ focused?: string; opened?: string }>((resolve) => {
      scope.clients.openWindow = async (opened) => resolve({ opened });
      scope.WindowClient.prototype.focus = async function (this: { url: string }) {
        resolve({ focused: this.url });
      };
    });
    const all = await scope.registration.getNotifications();
    const notification = all.find((one) => one.title === title);
    self.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
    return done;
  }, title);
}

/** The worker with this file. */
export async function workerOf(context: BrowserContext, file: string): Promise<Worker> {
  const find = () => context.serviceWorkers().find((one) => one.url().endsWith(file));
  await expect.poll(find).toBeDefined();
  return find() as Worker;
}

/**
 * Reports to the worker that the browser has replaced the former subscription by one with this id, and returns the
 * worker's requests about its subscriptions, with the statuses of their answers.
 */
export async function replaced(
  worker: Worker,
  docket: Docket,
  former: string,
  id: string,
): Promise<string[]> {
  const pair = createECDH("prime256v1");
  const keys = { p256dh: pair.generateKeys("base64url"), auth: randomBytes(16).toString("base64url") };
  const endpoint = (id: string) => `${docket.url}/_local/push/${id}`;
  const sent = { former: { endpoint: endpoint(former) }, subscription: { endpoint: endpoint(id), keys } };
  return worker.evaluate(async ({ former, subscription }) => {
    const answers: string[] = [];
    const ask = fetch;
    self.fetch = async (address, init) => {
      const answer = await ask(address, init);
      if (String(address).startsWith("/api/preferences/push"))
        answers.push(`${init?.method} ${answer.status}`);
      return answer;
    };
    await new Promise<void>((done) => {
      const event = Object.assign(new Event("pushsubscriptionchange"), {
        newSubscription: { endpoint: subscription.endpoint, toJSON: () => subscription },
        oldSubscription: former,
        waitUntil: (until: Promise<unknown>) => void until.then(() => done()),
      });
      self.dispatchEvent(event);
    });
    self.fetch = ask;
    return answers;
  }, sent);
}
