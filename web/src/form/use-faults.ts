/**
 * What is wrong in a form, and where: what it finds itself before it sends, and what the API answers. Its own is known
 * once somebody wants to send, and gone as soon as something is typed.
 */
import { useState } from "react";
import type { Problem } from "~/api/problem";
import type { Saving } from "./use-saving";

/** What is wrong with what was typed, by JSON pointer. */
export type Faults = Readonly<Record<string, string>>;

export interface FormFaults {
  /** The sentence about the field at this pointer. */
  at: (pointer: string) => string | undefined;
  /** The same for all that is wrong below it, where one field stands for several. */
  below: (pointer: string) => string | undefined;
  /** Another object with each refusal; null while there is none. */
  refused: Faults | Problem | null;
  /** Whether it can be sent; what cannot is said, in place of what the API said before. */
  pass: (found: Faults) => boolean;
  /** Forgets what was found here. */
  forget: () => void;
}

export function useFaults(saving: Saving): FormFaults {
  const { problem } = saving;
  const [own, setOwn] = useState<Faults | null>(null);
  return {
    at: (pointer) => own?.[pointer] ?? problem?.at(pointer),
    below: (pointer) =>
      own?.[pointer] ?? problem?.errors.find((fault) => isBelow(fault.pointer ?? "", pointer))?.detail,
    refused: own ?? problem,
    pass(found) {
      const isGood = Object.keys(found).length === 0;
      setOwn(isGood ? null : found);
      saving.clear();
      return isGood;
    },
    forget: () => setOwn(null),
  };
}

const isBelow = (pointer: string, at: string) => pointer === at || pointer.startsWith(`${at}/`);
