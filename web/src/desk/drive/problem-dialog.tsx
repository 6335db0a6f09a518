/** Reports a problem at a stop to dispatch. */
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { Choices, Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { Buttons } from "../form/refused";
import type { ProblemKind } from "./steps";

const KINDS: readonly ProblemKind[] = ["nobody_there", "refused", "wrong_address", "other"];

export function ProblemDialog(props: {
  number: string;
  /** The values of a refused report. */
  before: { problem: ProblemKind; notes: string } | null;
  onReport: (problem: ProblemKind, notes: string) => void;
  onClose: () => void;
}) {
  const { number, before, onReport, onClose } = props;
  const [kind, setKind] = useState<ProblemKind | null>(before?.problem ?? null);
  const [notes, setNotes] = useState(before?.notes ?? "");
  const [tried, setTried] = useState(false);
  // The server may be unreachable for an hour: certain errors are reported here.
  const unsaid = kind === "other" && notes.trim() === "";
  const submit = () => {
    setTried(true);
    if (kind === null || unsaid) return;
    onReport(kind, notes.trim());
    onClose();
  };
  return (
    <Dialog title={w.problemTitle(number)} onClose={onClose} onSubmit={submit}>
      <div className="field">
        <span className="label" id="problem-kind">
          {w.problemKind}
        </span>
        <Choices
          labelledBy="problem-kind"
          choices={KINDS.map((value) => ({ value, label: w.kinds[value] }))}
          value={kind}
          onChange={setKind}
        />
        {tried && kind === null && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            {w.kindNeeded}
          </p>
        )}
      </div>
      <Field label={w.notes} hint={w.notesHint} problem={tried && unsaid ? w.notesNeeded : undefined}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={3}
            maxLength={1_000}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        )}
      </Field>
      <Buttons busy={false} onClose={onClose} leave={w.cancel}>
        {w.tell}
      </Buttons>
    </Dialog>
  );
}
