/** A refusal of the API as one kind of error that pages can show. */
import type { components } from "./schema";

type Refusals = components["responses"];
type CodeIn<R> = R extends { content: { "application/problem+json": { code?: infer C } } }
  ? C & string
  : never;

/**
 * Every code of a refusal: those that openapi.json lists by status, those that it names in the text of one operation
 * only, and two of this client's own. A newer server may have further codes.
 */
export type ProblemCode =
  | { [R in keyof Refusals]: CodeIn<Refusals[R]> }[keyof Refusals]
  | "payments_off"
  | "payment_not_possible"
  /** There was no answer. */
  | "offline"
  /** The answer of a gateway, which has no code. */
  | "unknown";

/** A fault of a request: its place, and a sentence. */
export type FieldFault = components["schemas"]["FieldError"];

/** A line item for which there is too little stock. */
export type StockIssue = components["schemas"]["Shortfall"];

/** A gateway's body has none of these members, or others. */
type Body = Partial<components["schemas"]["Problem"]> & { readonly [more: string]: unknown };

/** A refusal (RFC 9457), or a missing answer (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldFault[];
  readonly stockIssues: readonly StockIssue[];
  /** Seconds to wait before the next attempt. */
  readonly retryAfter: number | undefined;
  /** All other members of the body, such as `attemptsLeft` or `allowed`. */
  readonly more: Readonly<Body>;

  constructor(status: number, body: Body, retryAfter?: number) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = (body.code as ProblemCode | undefined) ?? (status === 0 ? "offline" : "unknown");
    this.requestId = body.requestId;
    this.errors = body.errors ?? [];
    this.stockIssues = body.stockIssues ?? [];
    this.retryAfter = retryAfter;
    this.more = body;
  }

  /** Whether the request may succeed later: no answer, too many requests, or a server's fault. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The sentence about the field at this pointer, if it was refused. */
  at(pointer: string): string | undefined {
    return this.errors.find((fault) => fault.pointer === pointer)?.detail;
  }
}

/** Reads the body of a refusal, from the API or from a gateway with a body of its own. */
export async function problemOf(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const body: Body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body, Number.isFinite(wait) ? wait : undefined);
}
