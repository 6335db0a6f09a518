/** What the API answers when it refuses, as one error that a page can show. */
import type { components } from "./schema";

type Refusals = components["responses"];
type CodeIn<R> = R extends { content: { "application/problem+json": { code?: infer C } } }
  ? C & string
  : never;

/**
 * Every code that a refusal may have: those that openapi.json lists by status, those that it names in the text of one
 * operation only, and two of this client's own. Another version of the server may know more.
 */
export type ProblemCode =
  | { [R in keyof Refusals]: CodeIn<Refusals[R]> }[keyof Refusals]
  | "payments_off"
  | "payment_not_possible"
  /** No answer came. */
  | "offline"
  /** A gateway's answer, which has none. */
  | "unknown";

/** A fault of a request: where, and what about it. */
export type FieldFault = components["schemas"]["FieldError"];

/** A line that there is not enough of. */
export type StockIssue = components["schemas"]["Shortfall"];

/** A gateway's body has none of these, or others. */
type Body = Partial<components["schemas"]["Problem"]> & { readonly [more: string]: unknown };

/** A refusal (RFC 9457), or an answer that never came (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldFault[];
  readonly stockIssues: readonly StockIssue[];
  /** Seconds to wait before asking again. */
  readonly retryAfter: number | undefined;
  /** Everything else the body says, such as `attemptsLeft` or `allowed`. */
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

  /** Whether the same request may succeed later: no answer, too many, or a server's fault. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The sentence about the field at this pointer, if it was refused. */
  at(pointer: string): string | undefined {
    return this.errors.find((fault) => fault.pointer === pointer)?.detail;
  }
}

/** Reads a refused answer, whoever made it: the API, or a gateway with a body of its own. */
export async function problemOf(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const body: Body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body, Number.isFinite(wait) ? wait : undefined);
}
