/**
 * Edits of a record that others change, too. Only edited fields are stored here; the others follow the record. After a
 * concurrent change (412) the new version is read and shown below the edits: the person decides, and no edit is lost.
 * `use-draft` differs: it saves over changes of other parts without a question.
 */
import { useState } from "react";
import { type Faults, type FormFaults, useFaults } from "~/form/use-faults";
import { type Saving, useSaving } from "~/form/use-saving";

interface Options<R, T> {
  /** The record's own values, in the form of the fields. */
  kept: T;
  onSaved: (saved: R) => void;
  /** Reads the newest version from the server. */
  readAgain: () => Promise<void>;
}

export interface Edits<R, T> extends Pick<FormFaults, "at" | "refused"> {
  typed: T;
  type: (part: Partial<T>) => void;
  saving: Saving;
  /** Whether the values of a concurrent change are shown below the edits. */
  compared: boolean;
  /** Sends the edits; null when they were refused. */
  save: (found: Faults, send: () => Promise<R>) => Promise<R | null>;
  /** Reads the present version, to compare it with the edits. */
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
