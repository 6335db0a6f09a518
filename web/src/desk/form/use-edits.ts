/**
 * What is typed over a record that others change, too. Only what is typed is kept here; the rest follows the record.
 * When somebody else was faster (412), their version is read and stands below what was typed: the person decides, and
 * nothing typed is lost. `use-draft` differs: it saves over changes of other parts without a question.
 */
import { useState } from "react";
import { type Faults, type FormFaults, useFaults } from "~/form/use-faults";
import { type Saving, useSaving } from "~/form/use-saving";

interface Options<R, T> {
  /** The record's own values, as they would be typed. */
  kept: T;
  onSaved: (saved: R) => void;
  /** Reads the newest version from the server. */
  readAgain: () => Promise<void>;
}

export interface Edits<R, T> extends Pick<FormFaults, "at" | "refused"> {
  typed: T;
  type: (part: Partial<T>) => void;
  saving: Saving;
  /** Whether what somebody else has saved stands below what was typed. */
  compared: boolean;
  /** Sends what can be sent; null when it was refused. */
  save: (found: Faults, send: () => Promise<R>) => Promise<R | null>;
  /** Reads what is there now, to compare it with what was typed. */
  compare: () => Promise<void>;
}

export function useEdits<R, T extends object>({ kept, onSaved, readAgain }: Options<R, T>): Edits<R, T> {
  const saving = useSaving();
  const { at, refused, pass, forget } = useFaults(saving);
  const [edits, setEdits] = useState<Partial<T>>({});
  const [compared, setCompared] = useState(false);
  return {
    typed: { ...kept, ...edits },
    type(part) {
      setEdits((now) => ({ ...now, ...part }));
      forget();
    },
    at,
    refused,
    saving,
    compared,
    async save(found, send) {
      if (!pass(found)) return null;
      const saved = await saving.save(send);
      if (saved === null) return null;
      onSaved(saved);
      setEdits({});
      setCompared(false);
      return saved;
    },
    compare() {
      setCompared(true);
      return readAgain();
    },
  };
}
