/** Why a form was refused; where somebody else was faster, with the way to what is there now. Nothing typed is lost. */
import type { Problem } from "~/api/problem";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { Refused } from "./refused";

/** Whether it was changed since it was read, so that sending the same again is refused again. */
export const isStale = (problem: Problem | null): boolean => problem?.status === 412;

export function RefusedChange({
  problem,
  onReadAgain,
}: {
  problem: Problem | null;
  onReadAgain: () => void;
}) {
  if (!isStale(problem)) return <Refused problem={problem} />;
  return (
    <div className="notice notice-amber" role="alert">
      <Icon name="warning" className="is-soon" />
      <span>{w.form.theirs}</span>
      <button className="button" type="button" onClick={onReadAgain}>
        <Icon name="reload" />
        {w.form.readAgain}
      </button>
    </div>
  );
}
