/**
 * A session by cookie: the refresh token is in an HttpOnly cookie that no script reads, the access token in this tab's
 * memory. The desk and the buyer's pages have sessions of their own. One tab at a time renews (Web Locks), and all
 * tabs hear when one signs in or out (BroadcastChannel).
 */
import { Client, type Tokens } from "./client";
import type { components } from "./schema";

export type Kind = "desk" | "shop";
export type Me = components["schemas"]["Me"];

type News = { signedOut: true } | { signedIn: true };

export class Session implements Tokens {
  /** Asks as whoever is signed in. */
  readonly client = new Client(this);
  readonly headers: { readonly "docket-session": Kind };
  private token: string | null = null;
  private renewing: Promise<string | null> | null = null;
  private readonly channel: BroadcastChannel;
  private readonly listeners = new Set<(signedIn: boolean) => void>();

  constructor(private readonly kind: Kind) {
    this.headers = { "docket-session": kind };
    this.channel = new BroadcastChannel(`docket-session-${kind}`);
    this.channel.onmessage = ({ data }: MessageEvent<News>) => {
      if ("signedOut" in data) this.token = null;
      this.tell("signedIn" in data);
    };
  }

  current(): string | null {
    return this.token;
  }

  renew(ended: string | null = null): Promise<string | null> {
    if (this.token !== null && this.token !== ended) return Promise.resolve(this.token);
    this.renewing ??= navigator.locks
      .request(`docket-session-${this.kind}`, () => this.refresh())
      .then((token) => token)
      .finally(() => {
        this.renewing = null;
      });
    return this.renewing;
  }

  /** Takes what a sign-in answered. */
  start(accessToken: string): void {
    this.token = accessToken;
    this.channel.postMessage({ signedIn: true } satisfies News);
    this.tell(true);
  }

  /** Ends it here and in all other tabs; `everywhere` on all devices, too. */
  async end(everywhere = false): Promise<void> {
    const client = new Client();
    const request = { headers: this.headers, body: { session: "cookie", everywhere } as never };
    await client.ask("post", "/api/auth/logout", request).finally(() => {
      this.token = null;
      this.channel.postMessage({ signedOut: true } satisfies News);
      this.tell(false);
    });
  }

  /** Calls back when this session begins or ends, in this tab or another. */
  listen(listener: (signedIn: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(signedIn: boolean): void {
    for (const listener of this.listeners) listener(signedIn);
  }

  private async refresh(): Promise<string | null> {
    const answer = await fetch("/api/auth/tokens/refresh", {
      method: "POST",
      headers: { ...this.headers, "content-type": "application/json" },
      body: JSON.stringify({ session: "cookie" }),
    }).catch(() => null);
    // Without an answer nothing is known: whoever was signed in still is.
    if (answer === null || answer.status >= 500 || answer.status === 429) return null;
    if (answer.ok) {
      this.token = ((await answer.json()) as { accessToken: string }).accessToken;
      return this.token;
    }
    const was = this.token;
    this.token = null;
    if (was !== null) this.tell(false);
    return null;
  }
}
