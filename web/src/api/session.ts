/**
 * A session by cookie: the refresh token is in an HttpOnly cookie that no script reads, the access token in this tab's
 * memory. The desk and the buyer's pages have sessions of their own. One tab at a time renews (Web Locks), and all
 * tabs hear when one signs in or out (BroadcastChannel).
 */
import { Client, noAnswer, type Tokens } from "./client";
import { Problem, problemOf } from "./problem";
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

  constructor(readonly kind: Kind) {
    this.headers = { "docket-session": kind };
    this.channel = new BroadcastChannel(`docket-session-${kind}`);
    this.channel.onmessage = ({ data }: MessageEvent<News>) => {
      // A token of before is another person's, or of a session that has ended.
      this.token = null;
      if ("signedOut" in data) this.notify(false);
      else this.renew().then((token) => token !== null && this.notify(true), nothingKnown);
    };
  }

  current(): string | null {
    return this.token;
  }

  /** Throws `Problem` where the server does not say whether somebody is signed in. */
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
    this.notify(true);
  }

  /**
   * Ends it here and in all other tabs; `everywhere` on all devices, too. Throws `Problem` when the server did not end
   * it: no script can clear its cookie, and whoever was signed in still is.
   */
  async end(everywhere = false): Promise<void> {
    const body = { session: "cookie", everywhere } satisfies components["schemas"]["Logout"];
    try {
      await new Client().ask("post", "/api/auth/logout", { headers: this.headers, body });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
    }
    this.token = null;
    this.channel.postMessage({ signedOut: true } satisfies News);
    this.notify(false);
  }

  /** Calls back when this session begins or ends, in this tab or another. */
  listen(listener: (signedIn: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private notify(signedIn: boolean): void {
    for (const listener of this.listeners) listener(signedIn);
  }

  private async refresh(): Promise<string | null> {
    const answer = await fetch("/api/auth/tokens/refresh", {
      method: "POST",
      headers: { ...this.headers, "content-type": "application/json" },
      body: JSON.stringify({ session: "cookie" }),
    }).catch(noAnswer);
    if (answer.ok) {
      const { accessToken } = (await answer.json()) as components["schemas"]["Tokens"];
      this.token = accessToken;
      return accessToken;
    }
    const problem = await problemOf(answer);
    // Nothing is known then: whoever was signed in still is.
    if (problem.passing) throw problem;
    const was = this.token;
    this.token = null;
    if (was !== null) this.notify(false);
    return null;
  }
}

/** Another tab's news that this one cannot confirm: its next request finds out. */
const nothingKnown = () => {};
