/**
 * Web push in this browser: whether it is on for the signed-in person, turning it on, and turning it off. The browser and
 * the API both store the subscription. The browser's state decides, and is sent to the API again, because the API keeps
 * ten for a person and may have deleted this one.
 */
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { markOf, ownerOf } from "./owner";

export type PushState =
  /** This browser has no web push. */
  | "unsupported"
  /** iOS offers it only to a page that was opened from the home screen. */
  | "homeScreen"
  /** The browser's settings deny it; a page cannot ask again. */
  | "blocked"
  | "off"
  | "on";

/** The service worker that receives a page's messages. */
export interface PushWorker {
  register(): Promise<ServiceWorkerRegistration>;
  scope: string;
}

export class Push {
  private readonly owner;

  constructor(
    private readonly session: Session,
    private readonly worker: PushWorker,
  ) {
    this.owner = ownerOf(session.kind);
  }

  /** Throws `Problem` when the API does not answer. */
  async state(): Promise<PushState> {
    const hindered = hindrance();
    if (hindered !== null) return hindered;
    const subscription = await this.subscription();
    if (subscription === null || Notification.permission !== "granted") return "off";
    if ((await this.owner.read()) !== (await markOf(this.session))) {
      await this.forget(subscription);
      return "off";
    }
    await this.keep(subscription);
    return "on";
  }

  /**
   * Asks for the permission, so only clicks may call it. Throws `Problem` when the API refuses, and the browser's own error
   * when its push service does.
   */
  async turnOn(): Promise<PushState> {
    // Before anything that takes time: Safari shows the question only in response to a click.
    const permission = await Notification.requestPermission();
    if (permission !== "granted") return permission === "denied" ? "blocked" : "off";
    const { publicKey } = await this.session.client.ask("get", "/api/push-key");
    const registration = await active(await this.worker.register());
    const subscription = await subscribed(registration.pushManager, publicKey);
    try {
      await this.keep(subscription);
      await this.owner.keep(await markOf(this.session));
    } catch (error) {
      await this.forget(subscription);
      throw error;
    }
    return "on";
  }

  /** Throws `Problem` when the API does not answer; then it is still on. */
  async turnOff(): Promise<PushState> {
    const subscription = await this.subscription();
    if (subscription === null) return "off";
    await this.drop(subscription);
    await this.forget(subscription);
    return "off";
  }

  /**
   * Ends the session and the subscription. Throws `Problem` when the session did not end: then the subscription is sent to
   * the API again by the next check.
   */
  async signOut(everywhere: boolean): Promise<void> {
    const subscription = await this.subscription();
    // Without an answer of the API, its next message is refused by the push service, because the subscription has ended.
    if (subscription !== null) await this.drop(subscription).catch(() => {});
    await this.session.end(everywhere);
    if (subscription !== null) await this.forget(subscription);
  }

  private async subscription(): Promise<PushSubscription | null> {
    if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return null;
    const { scope } = this.worker;
    const found = await navigator.serviceWorker.getRegistration(scope);
    // A subscription of a wider scope belongs to another page.
    if (found === undefined || found.scope !== new URL(scope, location.href).href) return null;
    return found.pushManager.getSubscription();
  }

  private async keep(subscription: PushSubscription): Promise<void> {
    await keepSubscription(this.session, subscription);
  }

  private async drop({ endpoint }: PushSubscription): Promise<void> {
    await this.session.client.ask("delete", "/api/preferences/push", { query: { endpoint } });
  }

  private async forget(subscription: PushSubscription): Promise<void> {
    await this.owner.forget();
    // If the browser cannot end the subscription, the push service does.
    await subscription.unsubscribe().catch(() => {});
  }
}

/** Sends a subscription to the API, without the members that the API does not accept. */
export async function keepSubscription(session: Session, subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const body = { endpoint: endpoint ?? "", keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } };
  await session.client.ask("put", "/api/preferences/push", { body });
}

function hindrance(): PushState | null {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis))
    return "standalone" in navigator && navigator.standalone !== true ? "homeScreen" : "unsupported";
  return Notification.permission === "denied" ? "blocked" : null;
}

/** Ends a subscription that was made for another key, for example before the local program started afresh. */
async function subscribed(manager: PushManager, applicationServerKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    const former = await manager.getSubscription();
    if (!(error instanceof DOMException && error.name === "InvalidStateError") || former === null)
      throw error;
    await former.unsubscribe();
    return manager.subscribe(options);
  }
}

/** Only an active worker can subscribe. */
async function active(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || coming === null) return registration;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (coming.state === "activated") resolve();
      else if (coming.state === "redundant") reject(new Problem(0, {}));
    };
    coming.addEventListener("statechange", look);
    look();
  });
  return registration;
}
