/** A service worker's part of web push: shows notifications, opens their page, and renews a changed subscription. */
import { type Kind, Session } from "~/api/session";
import { isSamePage, notificationOf, ownAddress, type Place, type Shown } from "./notification";
import { markOf, ownerOf } from "./owner";
import { keepSubscription } from "./subscription";

interface Extendable extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Pushed extends Extendable {
  data: { text(): string } | null;
}
interface Clicked extends Extendable {
  notification: Notification;
}
interface Changed extends Extendable {
  newSubscription?: PushSubscription | null;
  oldSubscription?: PushSubscription | null;
}
interface Tab {
  url: string;
  focus(): Promise<unknown>;
}
interface Scope {
  addEventListener(type: "push", listener: (event: Pushed) => void): void;
  addEventListener(type: "notificationclick", listener: (event: Clicked) => void): void;
  addEventListener(type: "pushsubscriptionchange", listener: (event: Changed) => void): void;
  registration: {
    showNotification(title: string, options: Shown["options"]): Promise<void>;
    pushManager: PushManager;
  };
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Tab[]>;
    openWindow(address: string): Promise<unknown>;
  };
}

/** `kind` is the subscriber's session, `home` the page that a notification without an address opens. */
export function receivePushes(kind: Kind, home: string): void {
  const scope = self as unknown as Scope;
  const place: Place = { origin: location.origin, home, language: navigator.language };

  scope.addEventListener("push", (event) => {
    const { title, options } = notificationOf(textOf(event), place);
    event.waitUntil(scope.registration.showNotification(title, options));
  });

  scope.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const data = event.notification.data as { navigate?: unknown } | null;
    event.waitUntil(show(scope, ownAddress(data?.navigate, place)));
  });

  scope.addEventListener("pushsubscriptionchange", (event) => {
    // Without a connection or a session nothing is sent: the page sends the subscription to the API when it is opened.
    event.waitUntil(renew(scope, new Session(kind), event).catch(() => {}));
  });
}

/** A payload that cannot be decoded counts as missing. */
function textOf({ data }: Pushed): string | null {
  try {
    return data?.text() ?? null;
  } catch {
    return null;
  }
}

async function show({ clients }: Scope, address: string): Promise<void> {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = tabs.find(({ url }) => url === address) ?? tabs.find(({ url }) => isSamePage(url, address));
  await (open ? open.focus() : clients.openWindow(address));
}

/** Only for the person who turned it on, while they are signed in. */
async function renew(
  { registration: { pushManager } }: Scope,
  session: Session,
  event: Changed,
): Promise<void> {
  const owner = await ownerOf(session.kind).read();
  if (owner === null || (await session.renew()) === null || owner !== (await markOf(session))) return;
  const { client } = session;
  const subscription =
    event.newSubscription ??
    (await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: (await client.ask("get", "/api/push-key")).publicKey,
    }));
  await keepSubscription(session, subscription);
  const former = event.oldSubscription?.endpoint;
  if (former !== undefined && former !== subscription.endpoint)
    await client.ask("delete", "/api/preferences/push", { query: { endpoint: former } });
}
