/** The ways out of a refusal, and the usual one of each status. ways-out.ts decides for each code. */
import type { Problem, ProblemCode } from "./problem";

export type WayOut =
  /** The session is over, or the number is to be proved first. */
  | "signIn"
  /** What is shown is not what is there any more. */
  | "readAgain"
  /** What was entered is refused. */
  | "change"
  /** The same may be sent at once. */
  | "sendAgain"
  /** The same may be sent later; often the server says when. */
  | "wait"
  /** A person at the seller can do it. */
  | "call"
  /** Nothing that can be done on this page. */
  | "none";

/** Nobody at the desk is told to call the desk. */
export type DeskWay = Exclude<WayOut, "call">;

/** The way out of a refusal, also of one whose code is newer than this page. */
export function wayOut<W extends WayOut>(
  ways: Readonly<Partial<Record<ProblemCode, W>>>,
  { code, status, errors }: Problem,
): W | DeskWay {
  const way = ways[code] ?? ofStatus(status);
  // Whoever reads again finds the same; the field at fault is what can be changed.
  return way === "readAgain" && errors.length > 0 && status === 409 ? "change" : way;
}

function ofStatus(status: number): DeskWay {
  if (status === 401) return "signIn";
  if (status === 403) return "none";
  if (status === 404 || status === 409 || status === 412) return "readAgain";
  if (status === 429 || status === 503) return "wait";
  return status >= 400 && status < 500 ? "change" : "sendAgain";
}
