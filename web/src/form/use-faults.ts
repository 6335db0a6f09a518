/**
 * The errors of a form and their places: its own checks before the request, and the API's answer. Its own errors appear
 * when the person wants to send, and disappear with the next edit.
 */
import { useState } from "react";
import type { Problem } from "~/api/problem";
import type { Saving } from "./use-saving";

/** The errors of the edits, by JSON pointer. */
export type Faults = Readonly<Record<string, string>>;

export interface FormFaults {
  /** The sentence about the field at this pointer. */
  at: (pointer: string) => string | undefined;
  /** The sentence about anything below this pointer, where one field stands for several. */
  below: (pointer: string) => string | undefined;
  /** A new object for each refusal; null without one. */
  refused: Faults | Problem | null;
  /** Whether the form can be sent; its errors replace those of the API. */
  pass: (found: Faults) => boolean;
  /** Removes the form's own errors. */
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
