/** A change of stock while it is typed: its quantity, its reason, and its effect on the ledger's equation. */
import type { ProductsWords } from "~/words/en/products";
import type { Stock } from "./types";

export type ReasonKey = keyof ProductsWords["adjust"]["reasons"];

/** The direction of a reason: 1 adds, -1 writes off, 0 does either. */
const DIRECTION: Record<ReasonKey, -1 | 0 | 1> = {
  cooked: 1,
  received: 1,
  counted: 0,
  spoiled: -1,
  damaged: -1,
  staff: -1,
  own: 0,
};

export const directionOf = (reason: ReasonKey): -1 | 0 | 1 => DIRECTION[reason];

/** The prepared reasons, the most frequent first. */
export function reasonsOf(lifecycle: string): readonly ReasonKey[] {
  return lifecycle === "kitchen"
    ? ["cooked", "counted", "spoiled", "staff", "own"]
    : ["received", "counted", "damaged", "own"];
}

/** The typed number; null for anything else. Without a sign it has the direction of its reason. */
export function parseChange(typed: string, direction: -1 | 0 | 1): number | null {
  const match = /^([+\-−])?\s*(\d{1,9})$/.exec(typed.trim());
  if (!match) return null;
  const [, sign, digits] = match;
  const amount = Number(digits);
  const negative = sign === undefined ? direction < 0 : sign !== "+";
  return negative && amount !== 0 ? -amount : amount;
}

/** `+24`, `−2`, `0`. */
export const signed = (change: number): string =>
  change === 0 ? "0" : change > 0 ? `+${change}` : `−${-change}`;

/** The number after another reason was chosen, which may have the other direction. */
export function turned(change: number, reason: ReasonKey): number {
  const direction = DIRECTION[reason];
  return direction === 0 ? change : direction * Math.abs(change);
}

/** Each line of `received` = `available` + `taken` - `returned` + `writtenOff`, after the change. */
export function after(stock: Stock, change: number): Stock {
  return {
    ...stock,
    received: stock.received + Math.max(0, change),
    writtenOff: stock.writtenOff + Math.max(0, -change),
    available: stock.available + change,
  };
}
