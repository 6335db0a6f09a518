/** A form over a draft: the refusal, concurrent changes, and a question before it is left. */
import "./draft-form.css";
import type { ReactNode } from "react";
import type { Draft } from "~/form/use-draft";
import { w as dw } from "~/words/desk";
import { w } from "~/words/editing";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { EditForm } from "./edit-form";
import { LeaveQuestion } from "./leave-question";
import { Refused } from "./refused";

interface Props<R, D> {
  draft: Draft<R, D>;
  /** The label of the button. */
  save: string;
  onSaved?: (saved: R) => void;
  /** A new record can be saved without an edit. */
  isNew?: boolean;
  children: ReactNode;
}

export function DraftForm<R, D>({ draft, save, onSaved, isNew = false, children }: Props<R, D>) {
  const { saving, dirty, theirs, refused } = draft;
  const nothing = !dirty && !isNew;
  const submit = async () => {
    if (nothing || saving.busy || theirs !== null) return;
    const saved = await draft.submit();
    if (saved !== null) onSaved?.(saved);
  };
  // The question is a form of its own, which cannot be inside another form.
  return (
    <>
      <EditForm refused={refused} onSubmit={() => void submit()}>
        {children}
        {theirs !== null ? (
          <ChangedMeanwhile>
            <span className="button-row">
              <button className="button" type="button" onClick={theirs.take}>
                {dw.form.readAgain}
              </button>
              <button className="button" type="button" onClick={theirs.keepMine}>
                {w.keepMine}
              </button>
            </span>
          </ChangedMeanwhile>
        ) : (
          <Refused problem={saving.problem} />
        )}
        <div className="draft-foot">
          <button
            className="button button-primary"
            type="submit"
            aria-busy={saving.busy}
            aria-disabled={nothing || saving.busy || theirs !== null}
          >
            {save}
          </button>
          {dirty && !isNew && (
            <button className="button button-quiet" type="button" onClick={draft.discard}>
              {w.discard}
            </button>
          )}
          <span className="quiet small" role="status">
            {dirty && !saving.busy ? w.unsaved : ""}
          </span>
        </div>
      </EditForm>
      <LeaveQuestion unsaved={dirty} title={w.leave.title} words={w.leave}>
        <p>{dw.form.unsaved}</p>
      </LeaveQuestion>
    </>
  );
}
