/** Why a form was refused; where somebody else was faster, with the way to what is there now. Nothing typed is lost. */
import type { ReactNode } from "react";
import type { Problem } from "~/api/problem";
import type { Saving } from "~/form/use-saving";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { Refused } from "./refused";

/** Whether it was changed since it was read, so that sending the same again is refused again. */
export const isStale = (problem: Problem | null): boolean => problem?.status === 412;

/** Says that somebody else was faster; `children` are the ways on. */
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
  /** Reads what is there now, on which the next attempt stands. */
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
