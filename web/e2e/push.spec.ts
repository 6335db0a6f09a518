/** Push messages in this browser: turning them on, their content, and turning them off. */
import type { Page } from "@playwright/test";
import { expectToFit } from "./desk-form";
import { type Docket, expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { openMine, signIn } from "./messages-page";
import { apiCalls, click, deliver, replaced, shown, standIn, subscribed, workerOf } from "./push-browser";

// Each test starts a program and signs in with a code.
test.setTimeout(120_000);

const browser = (page: Page) => page.getByRole("region", { name: /^(This browser|Dieser Browser)$/ });
const turnOn = (page: Page) => browser(page).getByRole("button", { name: "Turn on" });
const turnOff = (page: Page) => browser(page).getByRole("button", { name: "Turn off" });

/** A guest's order of a jar of honey. */
const orderHoney = (docket: Docket, phone: string) =>
  docket.order({
    sellerId: "green-valley",
    items: [{ productId: "gv-honey", quantity: 1 }],
    customer: { name: "Ada Lindqvist", phone },
    fulfilment: { method: "pickup" },
  });

test("a buyer turns push on, is shown a message, gets to the order, and turns it off", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "phone");
  const phone = newPhone();
  const order = await orderHoney(docket, phone);
  const answers = apiCalls(context);
  await openMine(page, docket, phone);
  await expect(browser(page)).toContainText("Push messages do not reach this browser.");
  await turnOn(page).click();
  await expect(turnOff(page)).toBeFocused();
  await expect(browser(page)).toContainText("Push messages reach this browser");
  expect(answers).toEqual(["PUT 204"]);
  await page.reload();
  await expect(turnOff(page)).toBeVisible();
  // Sent again, because the API may have deleted it meanwhile.
  expect(answers).toEqual(["PUT 204", "PUT 204"]);

  const address = `${docket.url}/t/${order.id}`;
  const notification = {
    title: "Your order is ready",
    body: "Green Valley Farm has it for you.",
    navigate: address,
    lang: "en",
    dir: "ltr",
    tag: order.id,
    silent: false,
  };
  await deliver(page, docket, "/my", JSON.stringify({ web_push: 8030, notification }));
  const { title, body, lang } = notification;
  await expect
    .poll(() => shown(page, "/my"))
    .toEqual([{ title, body, lang, tag: order.id, navigate: address }]);
  // The next notification about the same order replaces it.
  const next = { ...notification, title: "You have picked it up" };
  await deliver(page, docket, "/my", JSON.stringify({ web_push: 8030, notification: next }));
  await expect.poll(async () => (await shown(page, "/my")).map((one) => one.title)).toEqual([next.title]);

  const worker = await workerOf(context, "/push-worker.js");
  expect(await click(worker, next.title)).toEqual({ opened: address });
  await expect.poll(() => shown(page, "/my")).toEqual([]);
  const tab = await context.newPage();
  await tab.goto(`/t/${order.id}?lang=de`);
  await deliver(page, docket, "/my", JSON.stringify({ web_push: 8030, notification }));
  await expect.poll(() => shown(page, "/my")).toHaveLength(1);
  expect(await click(worker, title)).toEqual({ focused: `${address}?lang=de` });

  await turnOff(page).click();
  await expect(turnOn(page)).toBeFocused();
  expect(answers.at(-1)).toBe("DELETE 204");
  expect(await subscribed(page)).toBe(false);
  await page.reload();
  await expect(turnOn(page)).toBeVisible();
});

test("what cannot be read is shown plainly, and no other site is followed", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "phone");
  await openMine(page, docket, newPhone());
  await turnOn(page).click();
  await expect(turnOff(page)).toBeVisible();
  await deliver(page, docket, "/my", "not JSON");
  const home = `${docket.url}/my`;
  await expect
    .poll(() => shown(page, "/my"))
    .toEqual([
      { title: "Docket", body: "There is news about an order.", lang: "en", tag: "docket", navigate: home },
    ]);
  const notification = { title: "Elsewhere", navigate: "https://evil.example/t/ORD-1", tag: "x" };
  await deliver(page, docket, "/my", JSON.stringify({ web_push: 8030, notification }));
  await expect.poll(async () => (await shown(page, "/my")).length).toBe(2);
  expect(await click(await workerOf(context, "/push-worker.js"), "Elsewhere")).toEqual({ opened: home });
});

test("signing out ends the push messages of this browser, at the desk and for a buyer", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "tablet");
  const answers = apiCalls(context);
  await signInAtDesk(page, "Kira Spice", "/desk/messages");
  await turnOn(page).click();
  await expect(turnOff(page)).toBeVisible();
  expect(answers).toEqual(["PUT 204"]);
  await deliver(page, docket, "/", JSON.stringify({ web_push: 8030, notification: { title: "New order" } }));
  await expect
    .poll(async () => (await shown(page, "/")).map(({ navigate }) => navigate))
    .toEqual([`${docket.url}/desk`]);
  await page.getByRole("button", { name: "Kira Spice, your account" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Kira Spice(?!, your account)/ })).toBeVisible();
  expect(answers).toEqual(["PUT 204", "DELETE 204"]);
  expect(await subscribed(page)).toBe(false);

  await openMine(page, docket, newPhone());
  await turnOn(page).click();
  await expect(turnOff(page)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("textbox", { name: "Phone number" })).toBeVisible();
  expect(answers).toEqual(["PUT 204", "DELETE 204", "PUT 204", "DELETE 204"]);
  expect(await subscribed(page)).toBe(false);
});

test("a subscription of somebody else, whose session has ended, is not taken over", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "shared");
  await openMine(page, docket, newPhone());
  await turnOn(page).click();
  await expect(turnOff(page)).toBeVisible();
  await context.clearCookies();
  await page.reload();
  const answers = apiCalls(context);
  await signIn(page, docket, newPhone());
  await expect(turnOn(page)).toBeVisible();
  expect(answers).toEqual([]);
  expect(await subscribed(page)).toBe(false);
});

test("a subscription that the browser replaces is renewed without a page, while its person is signed in", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "phone");
  await openMine(page, docket, newPhone());
  await turnOn(page).click();
  await expect(turnOff(page)).toBeVisible();
  const worker = await workerOf(context, "/push-worker.js");
  // The worker has no session except the cookie.
  expect(await replaced(worker, docket, "phone", "renewed")).toEqual(["PUT 204", "DELETE 204"]);
  await context.clearCookies();
  expect(await replaced(worker, docket, "renewed", "too-late")).toEqual([]);
  // The next person who signs in has not turned it on.
  await page.reload();
  await page.route("**/api/preferences/push", (route) => route.abort());
  await signIn(page, docket, newPhone());
  expect(await replaced(worker, docket, "renewed", "somebody-else")).toEqual([]);
});

test("what does not work is said, and nothing is half on", async ({ page, context, docket }) => {
  await standIn(context, docket, "phone");
  const answers = apiCalls(context);
  await openMine(page, docket, newPhone());
  await page.route("**/api/preferences/push", (route) => route.abort());
  await turnOn(page).click();
  await expect(browser(page).getByRole("alert")).toHaveText("Docket did not answer.");
  await expectAccessible(page);
  expect(await subscribed(page)).toBe(false);
  await page.unroute("**/api/preferences/push");
  // The browser's push service does not answer.
  await page.evaluate(() => {
    const { subscribe } = PushManager.prototype;
    PushManager.prototype.subscribe = async () => {
      PushManager.prototype.subscribe = subscribe;
      throw new DOMException("Registration failed - push service error", "AbortError");
    };
  });
  await turnOn(page).click();
  await expect(browser(page).getByRole("alert")).toContainText("push service did not answer");
  expect(answers).toEqual([]);
  // The person denies the permission when the browser asks.
  await page.evaluate(() => {
    Notification.requestPermission = async () => "denied";
  });
  await turnOn(page).click();
  await expect(browser(page)).toContainText("Blocked in this browser’s settings.");
  await expect(browser(page).getByRole("status")).toBeFocused();
  await expect(browser(page).getByRole("button")).toHaveCount(0);
});

for (const [state, sentence] of [
  ["blocked", "Blocked in this browser’s settings."],
  ["unsupported", "This browser cannot receive push messages."],
  ["homeScreen", "On an iPhone or iPad, first add Docket to the home screen"],
] as const) {
  test(`a browser where push is ${state} says so`, async ({ page, docket }) => {
    await page.addInitScript((state) => {
      if (state === "blocked") Object.defineProperty(Notification, "permission", { value: "denied" });
      else Reflect.deleteProperty(window, "PushManager");
      if (state === "homeScreen") Object.assign(navigator, { standalone: false });
    }, state);
    await openMine(page, docket, newPhone());
    await expect(browser(page)).toContainText(sentence);
    await expect(browser(page).getByRole("button")).toHaveCount(0);
  });
}

test("whoever follows an order is offered push once, and can decline it for good", async ({
  page,
  context,
  docket,
}) => {
  await standIn(context, docket, "phone");
  const phone = newPhone();
  const order = await orderHoney(docket, phone);
  const answers = apiCalls(context);
  await openMine(page, docket, phone);
  const offer = page.getByRole("button", { name: "Tell me here when it changes" });
  await page.goto(`/t/${order.id}`);
  await expect(offer).toBeVisible();
  await expectAccessible(page);
  await pictures(page, "track-offer");
  await page.getByRole("button", { name: "Do not offer this again" }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await page.waitForTimeout(3_000);
  await expect(offer).toBeHidden();

  await page.evaluate(() => localStorage.removeItem("docket-push-offer"));
  await page.reload();
  await offer.click();
  await expect(page.getByRole("status").filter({ hasText: "You will be told here" })).toBeVisible();
  expect(answers).toEqual(["PUT 204"]);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Choose messages" }).click();
  await expect(turnOff(page)).toBeVisible();
});

for (const language of ["en", "de"] as const) {
  test(`this browser is accessible, and fits a phone (${language})`, async ({ page, context, docket }) => {
    await standIn(context, docket, "phone");
    await openMine(page, docket, newPhone(), `?lang=${language}`);
    await browser(page).getByRole("button").click();
    await expect(page.getByRole("button", { name: /^(Turn off|Ausschalten)$/ })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, language === "de" ? "push-de" : "push");
    await expectToFit(page);
  });
}
