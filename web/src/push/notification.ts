/**
 * Makes a notification of a push payload: the JSON of Declarative Web Push (https://www.w3.org/TR/push-api/), which some
 * browsers show themselves and others pass to the service worker. Independent of the worker.
 */
import de from "~/words/de/push-notice";
import en from "~/words/en/push-notice";

export interface Shown {
  title: string;
  options: {
    body?: string;
    lang?: string;
    dir?: "auto" | "ltr" | "rtl";
    silent?: boolean;
    tag?: string;
    renotify?: boolean;
    icon: string;
    badge: string;
    data: { navigate: string };
  };
}

/** The worker's address, and the page of a notification without an address. */
export interface Place {
  origin: string;
  home: string;
  language: string;
}

const ICONS = { icon: "/icon.png", badge: "/badge.png" };

/**
 * The notification of a payload. An unreadable payload gives a plain notification, because browsers revoke the
 * subscription of a page whose pushes show nothing.
 */
export function notificationOf(payload: string | null, place: Place): Shown {
  const { title, body, navigate, lang, dir, tag, silent } = sent(payload);
  if (typeof title !== "string" || title === "") return plain(place);
  return {
    title,
    options: {
      ...ICONS,
      ...(typeof body === "string" && { body }),
      ...(typeof lang === "string" && { lang }),
      ...((dir === "ltr" || dir === "rtl") && { dir }),
      // A newer notification about an order replaces the earlier one, and alerts again. Without a tag, `renotify` is an error.
      ...(typeof tag === "string" && tag !== "" && { tag, renotify: true }),
      ...(silent === true && { silent }),
      data: { navigate: ownAddress(navigate, place) },
    },
  };
}

/** An address of this site; any other leads to the home page. */
export function ownAddress(address: unknown, { origin, home }: Place): string {
  const own = new URL(home, origin).href;
  if (typeof address !== "string" || !URL.canParse(address)) return own;
  const url = new URL(address);
  return url.origin === origin ? url.href : own;
}

/** Whether a tab shows the page of a notification; its language and filters do not matter. */
export function isSamePage(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.origin === b.origin && a.pathname === b.pathname;
}

function sent(payload: string | null): Record<string, unknown> {
  try {
    const { notification } = JSON.parse(payload ?? "") as { notification?: unknown };
    return typeof notification === "object" && notification !== null
      ? (notification as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

function plain(place: Place): Shown {
  const german = place.language.startsWith("de");
  const { title, body } = german ? de : en;
  return {
    title,
    options: {
      ...ICONS,
      body,
      lang: german ? "de" : "en",
      tag: "docket",
      data: { navigate: ownAddress(null, place) },
    },
  };
}
