/** The ways out of a refusal, and the default one of each status. ways-out.ts decides for each code. */
import type { Problem, ProblemCode } from "./problem";

export type WayOut =
  /** The session is over, or the phone has to be verified first. */
  | "signIn"
  /** The page shows an outdated state. */
  | "readAgain"
  /** The entered values are refused. */
  | "change"
  /** The same request may be sent at once. */
  | "sendAgain"
  /** The same request may be sent later; often the server says when. */
  | "wait"
  /** Somebody at the seller can help. */
  | "call"
  /** This page offers no way out. */
  | "none";

/** The sellers' pages do not advise to call the seller. */
export type DeskWay = Exclude<WayOut, "call">;

/** The way out of a refusal, including refusals whose code is newer than this page. */
export function wayOut<W extends WayOut>(
  ways: Readonly<Partial<Record<ProblemCode, W>>>,
  { code, status, errors }: Problem,
): W | DeskWay {
  const way = ways[code] ?? ofStatus(status);
  // Reading again would show the same state; the field at fault is what can be changed.
  return way === "readAgain" && errors.length > 0 && status === 409 ? "change" : way;
}

function ofStatus(status: number): DeskWay {
  if (status === 401) return "signIn";
  if (status === 403) return "none";
  if (status === 404 || status === 409 || status === 412) return "readAgain";
  if (status === 429 || status === 503) return "wait";
  return status >= 400 && status < 500 ? "change" : "sendAgain";
}
