/**
 * A session by cookie: the refresh token is in an HttpOnly cookie that no script reads, the access token in this tab's
 * memory. The sellers' pages and the buyers' pages have separate sessions. One tab at a time renews (Web Locks), and
 * BroadcastChannel informs all tabs when one of them signs in or out.
 */
import { Client, noAnswer, type Tokens } from "./client";
import { Problem, problemOf } from "./problem";
import type { components } from "./schema";

export type Kind = "desk" | "shop";
export type Me = components["schemas"]["Me"];

type News = { signedOut: true } | { signedIn: true };

export class Session implements Tokens {
  /** A client that sends this session's token. */
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
      // An earlier token belongs to another person, or to a session that has ended.
      this.token = null;
      if ("signedOut" in data) this.notify(false);
      else this.renew().then((token) => token !== null && this.notify(true), nothingKnown);
    };
  }

  current(): string | null {
    return this.token;
  }

  /** Throws `Problem` when the server does not say whether somebody is signed in. */
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

  /** Stores the tokens of a sign-in. */
  start(accessToken: string): void {
    this.token = accessToken;
    this.channel.postMessage({ signedIn: true } satisfies News);
    this.notify(true);
  }

  /**
   * Signs out here and in all other tabs; with `everywhere`, on all devices. Throws `Problem` when the server did not end
   * the session: scripts cannot clear its cookie, so the session continues.
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
    // Without an answer nothing is known, and the session continues.
    if (problem.passing) throw problem;
    const was = this.token;
    this.token = null;
    if (was !== null) this.notify(false);
    return null;
  }
}

/** A message of another tab that this one cannot confirm: its next request finds out. */
const nothingKnown = () => {};
