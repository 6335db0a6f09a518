/**
 * Caches the sellers' page, scripts and fonts, so that a reload without a connection shows the page and says that it is
 * offline. It caches no API responses: the wall display stores its tickets itself. It also receives push messages for
 * members of staff.
 */
import { receivePushes } from "./push/worker";

// scripts/build.mjs writes both above this text.
declare const FILES: readonly string[];
declare const VERSION: string;

interface Extendable extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}
const scope = self as unknown as Scope;
const NAME = `docket-${VERSION}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([...FILES])));
});

// A new version waits until the page has asked the person who is working in it.
scope.addEventListener("message", ({ data }) => {
  if (data === "take over") void scope.skipWaiting();
});

scope.addEventListener("activate", (event) => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith("docket-") && name !== NAME).map((name) => caches.delete(name)),
    );
    await scope.clients.claim();
  };
  event.waitUntil(old());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    // The page itself comes from the server whenever it can be reached: it names the scripts of its version.
    if (pathname === "/desk" || pathname.startsWith("/desk/")) {
      event.respondWith(fetch(request).catch(() => keptOrFail("/desk.html")));
    }
    return;
  }
  if (FILES.includes(pathname)) {
    event.respondWith(caches.match(pathname, { cacheName: NAME }).then((kept) => kept ?? fetch(request)));
  }
});

async function keptOrFail(path: string): Promise<Response> {
  return (await caches.match(path, { cacheName: NAME })) ?? Response.error();
}

receivePushes("desk", "/desk");
