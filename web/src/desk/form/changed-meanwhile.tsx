/** The refusal of a form; after a concurrent change, with the link to the present state. No typed value is lost. */
import type { ReactNode } from "react";
import type { Problem } from "~/api/problem";
import type { Saving } from "~/form/use-saving";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { Refused } from "./refused";

/** Whether the record was changed since it was read, so that a repeat would be refused again. */
export const isStale = (problem: Problem | null): boolean => problem?.status === 412;

/** Reports the concurrent change; `children` are the ways out. */
export function ChangedMeanwhile({ children }: { children: ReactNode }) {
  return (
    <div className="notice notice-amber" role="alert">
      <Icon name="warning" className="is-soon" />
      <span>{w.form.theirs}</span>
      {children}
    </div>
  );
}

interface Props {
  saving: Saving;
  /** Reads the present state, on which the next attempt is based. */
  onReadAgain: () => Promise<void>;
}

export function RefusedChange({ saving, onReadAgain }: Props) {
  if (!isStale(saving.problem)) return <Refused problem={saving.problem} onRead={() => void onReadAgain()} />;
  return (
    <ChangedMeanwhile>
      <button className="button" type="button" onClick={() => void onReadAgain().then(saving.clear)}>
        <Icon name="reload" />
        {w.form.readAgain}
      </button>
    </ChangedMeanwhile>
  );
}
