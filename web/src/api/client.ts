/**
 * The only client of the API: a typed `fetch` over openapi.json. It adds the access token, renews an expired one, sends
 * and returns ETag, If-Match and Idempotency-Key, and turns refusals into `Problem`.
 */
import { clock } from "~/lib/time";
import { Problem, problemOf } from "./problem";
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P]
  ? NonNullable<paths[P][M]>
  : never;
type Parameters<O, Where extends string> = O extends { parameters: { [K in Where]?: infer V } }
  ? NonNullable<V>
  : never;
type Json<R> = R extends { content: { "application/json": infer B } } ? B : undefined;
type Good = 200 | 201 | 202 | 204;

/** The paths that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: M extends keyof paths[P] ? (paths[P][M] extends object ? P : never) : never;
}[keyof paths];

/** The body of a request. */
export type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer B } ? Json<NonNullable<B>> : undefined;

/** The body of a successful answer. */
export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Json<R[keyof R & Good]> : never;

/** Options that every request may have. */
export interface Sent {
  path?: object;
  /** Arrays become repeated parameters; undefined values are left out. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  body?: unknown;
  /** A file as the body; its type is the content type. */
  file?: Blob;
  /** The version that the change is based on: `If-Match`. */
  ifMatch?: string | number | undefined;
  /** Made once for each intended change, and kept through retries. */
  idempotencyKey?: string | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Sent even when the page closes. */
  keepalive?: boolean;
}

/** The options of a request of this operation. */
export interface Ask<P extends keyof paths, M extends Method> extends Sent {
  path?: Parameters<Operation<P, M>, "path"> & object;
  body?: BodyOf<P, M>;
}

export interface Answer<B> {
  body: B;
  etag: string | null;
  status: number;
  headers: Headers;
}

/** The source of access tokens. */
export interface Tokens {
  /** The present token, or null for a person who is not signed in. */
  current(): string | null;
  /** A new token after `ended` was refused; null when the session is over. */
  renew(ended: string): Promise<string | null>;
}

/** The source of a client without a session. */
export const NO_TOKENS: Tokens = { current: () => null, renew: async () => null };

export class Client {
  constructor(private readonly tokens: Tokens = NO_TOKENS) {}

  /** Returns the body of a response. Throws `Problem`. */
  async ask<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ask: Ask<P, M> = {},
  ): Promise<AnswerOf<P, M>> {
    return (await this.answer(method, path, ask)).body;
  }

  /** Returns the body and its ETag. Throws `Problem`. */
  async answer<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ask: Ask<P, M> = {},
  ): Promise<Answer<AnswerOf<P, M>>> {
    const answer = await this.send(method, addressOf(path, ask), ask);
    const body = answer.status === 204 ? undefined : await answer.json().catch(noAnswer);
    return { body, etag: answer.headers.get("etag"), status: answer.status, headers: answer.headers };
  }

  /** Returns the present state; its body is null while the ETag is still `etag`. Throws `Problem`. */
  async newer<P extends PathOf<"get">>(
    path: P,
    etag: string | null,
    ask: Ask<P, "get"> = {},
  ): Promise<Answer<AnswerOf<P, "get"> | null>> {
    const headers = { ...ask.headers, ...(etag !== null && { "if-none-match": etag }) };
    const answer = await this.send("get", addressOf(path, ask), { ...ask, headers });
    const body = answer.status === 304 ? null : await answer.json().catch(noAnswer);
    return { body, etag: answer.headers.get("etag"), status: answer.status, headers: answer.headers };
  }

  /** Returns the response itself, for bodies that are not JSON (tables, images). Throws `Problem`. */
  async send(method: Method, address: string, ask: Sent = {}): Promise<Response> {
    const token = this.tokens.current();
    let answer = await fetch(address, requestOf(method, ask, token)).catch(noAnswer);
    if (answer.status === 401 && token !== null) {
      const renewed = await this.tokens.renew(token);
      if (renewed !== null) answer = await fetch(address, requestOf(method, ask, renewed)).catch(noAnswer);
    }
    clock.check(answer.headers.get("date"));
    if (!answer.ok && answer.status !== 304) throw await problemOf(answer);
    return answer;
  }
}

/** A path with its parameters and query filled in. */
export function addressOf(path: string, ask: Sent): string {
  const values = (ask.path ?? {}) as Record<string, unknown>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask.query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function requestOf(method: Method, ask: Sent, token: string | null): RequestInit {
  const headers = new Headers(ask.headers);
  headers.set("accept", headers.get("accept") ?? "application/json");
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (ask.ifMatch !== undefined) headers.set("if-match", `"${ask.ifMatch}"`);
  if (ask.idempotencyKey !== undefined) headers.set("idempotency-key", ask.idempotencyKey);
  const { file, body } = ask;
  if (file || body !== undefined) headers.set("content-type", file?.type ?? "application/json");
  return {
    method: method.toUpperCase(),
    headers,
    ...((file || body !== undefined) && { body: file ?? JSON.stringify(body) }),
    ...(ask.signal && { signal: ask.signal }),
    ...(ask.keepalive && { keepalive: true }),
  };
}

/** The error of a failed `fetch`: a `Problem` with status 0, unless the request was aborted. */
export function noAnswer(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new Problem(0, { title: "The server did not answer." });
}
