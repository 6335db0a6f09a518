/**
 * Edits of a record that others change, too. They are saved with the version that was read (If-Match). After a concurrent
 * change of other parts only, they are saved on the new version without a question. After a concurrent change of the
 * edited parts, both values are kept and the person decides. A refusal loses no edit.
 */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { type Faults, type FormFaults, useFaults } from "./use-faults";
import { type Saving, useSaving } from "./use-saving";

export type { Faults };

interface Versioned {
  version: number;
}

export interface DraftOptions<R extends Versioned, D extends object> {
  /** The newest known version. */
  current: R;
  /** The edited part of the record. Equal records give equal values. */
  read: (record: R) => D;
  /** Values that cannot be sent. */
  check?: (typed: D) => Faults;
  send: (typed: D, was: { record: R; values: D }) => Promise<R>;
  /** Reads the newest version from the server. */
  reread: () => Promise<R>;
}

export interface Draft<R, D> extends Pick<FormFaults, "at" | "below" | "refused"> {
  typed: D;
  set: (part: Partial<D>) => void;
  /** Whether an edit differs from the stored record. */
  dirty: boolean;
  saving: Saving;
  submit: () => Promise<R | null>;
  /** Discards the edits. */
  discard: () => void;
  /** After a conflict: accepts the other version, or saves the edits over it. */
  theirs: { take: () => void; keepMine: () => void } | null;
}

/** How often the edits are saved on a newer version before a conflict is reported. */
const TRIES = 3;

export function useDraft<R extends Versioned, D extends object>(options: DraftOptions<R, D>): Draft<R, D> {
  const { current, read, check, send, reread } = options;
  const [was, setWas] = useState(() => ({ record: current, values: read(current) }));
  const [typed, setTyped] = useState(was.values);
  const [faster, setFaster] = useState<R | null>(null);
  const saving = useSaving();
  const { at, below, refused, pass, forget } = useFaults(saving);
  const dirty = !same(typed, was.values);

  const adopt = (record: R) => {
    const values = read(record);
    setWas({ record, values });
    return values;
  };
  if (current.version > was.record.version && faster === null && !saving.busy) {
    const values = read(current);
    if (dirty && !same(values, was.values)) setFaster(current);
    else {
      setWas({ record: current, values });
      if (!dirty) setTyped(values);
    }
  }

  const sendOnNewest = async (): Promise<R> => {
    let on = was;
    for (let tries = 1; ; tries += 1) {
      try {
        return await send(typed, on);
      } catch (error) {
        if (!isConflict(error) || tries === TRIES) throw error;
        const record = await reread();
        if (!same(read(record), on.values)) {
          setFaster(record);
          throw error;
        }
        on = { record, values: on.values };
      }
    }
  };

  return {
    typed,
    set(part) {
      forget();
      setTyped((now) => ({ ...now, ...part }));
    },
    dirty,
    saving,
    at,
    below,
    refused,
    async submit() {
      if (!pass(check?.(typed) ?? {})) return null;
      const saved = await saving.save(sendOnNewest);
      if (saved === null) return null;
      const values = adopt(saved);
      // Edits that were made during the request are kept.
      setTyped((now) => (same(now, typed) ? values : now));
      return saved;
    },
    discard() {
      forget();
      saving.clear();
      setTyped(was.values);
    },
    theirs: faster && {
      take() {
        setTyped(adopt(faster));
        setFaster(null);
        saving.clear();
      },
      keepMine() {
        adopt(faster);
        setFaster(null);
        saving.clear();
      },
    },
  };
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether the version is outdated: 412, or 409 when two changes came at once. */
const isConflict = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 412 || error.status === 409);
