/** The three addresses of this page, and navigation between them without a reload. */
import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useRef, useSyncExternalStore } from "react";

export type Route = { page: "sellers" } | { page: "shop"; sellerId: string } | { page: "checkout" };

/** Of a path, or of an address with its hash. */
export function routeOf(address: string): Route {
  const [, first, second] = (address.split("#")[0] ?? "").split("/");
  if (first === "checkout") return { page: "checkout" };
  const sellerId = first === "s" && second ? decoded(second) : "";
  return sellerId ? { page: "shop", sellerId } : { page: "sellers" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const shopPath = (sellerId: string) => `/s/${encodeURIComponent(sellerId)}`;

const listeners = new Set<() => void>();
const notifyListeners = () => {
  for (const listener of listeners) listener();
};
/** Whether the person has just come from another part of this page. */
let arriving = false;
addEventListener("popstate", () => {
  arriving = true;
  notifyListeners();
});

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The path with its hash, which names the step of the checkout. */
export const useAddress = () => useSyncExternalStore(listen, () => location.pathname + location.hash);

/** Navigates to another address of this page. */
export function go(address: string, how: "push" | "replace" = "push"): void {
  const leaves = new URL(address, location.href).pathname !== location.pathname;
  history[how === "push" ? "pushState" : "replaceState"](null, "", address);
  arriving = true;
  notifyListeners();
  if (leaves) scrollTo(0, 0);
}

/** A link within this page; with a modifier key it is an ordinary one. */
export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

/** The heading of a part of this page: keyboards and screen readers start there after a navigation. */
export function Title({ text, className }: { text: string; className?: string }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arriving) head.current?.focus({ preventScroll: true });
    arriving = false;
  }, []);
  return (
    <h1 ref={head} tabIndex={-1} className={className}>
      {text}
    </h1>
  );
}
