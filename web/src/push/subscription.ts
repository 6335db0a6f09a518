/**
 * Web push in this browser: whether it is on for whoever is signed in, turning it on, and turning it off. The browser
 * and the API both keep the subscription; the browser is asked first, and the API is told again what the browser has,
 * because it keeps ten of a person and may have deleted this one.
 */
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { markOf, ownerOf } from "./owner";

export type PushState =
  /** This browser has no web push. */
  | "unsupported"
  /** iOS has it only for a page that was opened from the home screen. */
  | "homeScreen"
  /** The browser's settings forbid it; no page can ask again. */
  | "blocked"
  | "off"
  | "on";

/** The service worker that a page's messages come to. */
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

  /** Throws `Problem` where the API does not answer. */
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
   * Asks for the permission, so it is for clicks only. Throws `Problem` where the API refuses, and what the browser
   * throws where its push service does.
   */
  async turnOn(): Promise<PushState> {
    // Before anything that takes time: Safari asks only as an answer to the click.
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

  /** Throws `Problem` where the API does not answer; then it is still on. */
  async turnOff(): Promise<PushState> {
    const subscription = await this.subscription();
    if (subscription === null) return "off";
    await this.drop(subscription);
    await this.forget(subscription);
    return "off";
  }

  /**
   * Ends the session, and the subscription with it. Throws `Problem` when the session did not end: then it is told to
   * the API again when it is looked at.
   */
  async signOut(everywhere: boolean): Promise<void> {
    const subscription = await this.subscription();
    // Without the API's answer the push service answers it later that this one has ended.
    if (subscription !== null) await this.drop(subscription).catch(() => {});
    await this.session.end(everywhere);
    if (subscription !== null) await this.forget(subscription);
  }

  private async subscription(): Promise<PushSubscription | null> {
    if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return null;
    const { scope } = this.worker;
    const found = await navigator.serviceWorker.getRegistration(scope);
    // One of a wider scope is another page's.
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
    // What the browser cannot end, the push service does.
    await subscription.unsubscribe().catch(() => {});
  }
}

/** Tells the API about a subscription, without what it does not take. */
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

/** One that was made for another key, as after a local program began anew, ends. */
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

/** Only what is active can subscribe. */
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
