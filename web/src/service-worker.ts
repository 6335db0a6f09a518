/**
 * Keeps the desk's page, scripts and fonts, so that a reload without a connection shows the desk and says that it is
 * offline. Keeps nothing of the API: what the wall display keeps of its tickets is its own. Receives the messages of
 * whoever works at the desk, too.
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

// A new version waits until the page has asked whoever is working in it.
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
    // The page itself comes from the server whenever there is one: it names the scripts of its version.
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
