/** A code on a buyer's page: typed, pasted or filled in; submitted at the sixth digit; sent again on request. */
import { type ReactNode, useId, useState } from "react";
import { Problem } from "~/api/problem";
import { Again } from "~/sign-in/again";
import { Below } from "~/sign-in/below";
import { Digits } from "~/sign-in/digits";
import { ReadHere } from "~/sign-in/read-here";
import { useCode } from "~/sign-in/use-code";
import { w } from "~/words/buyer-sign-in";

interface Props {
  title: string;
  /** The contact that the code was sent to. */
  lead: ReactNode;
  button: string;
  /** Submits the code. Throws `Problem`. */
  onCode: (code: string) => Promise<void>;
  /** Sends another code. Throws `Problem`. */
  onAgain: () => Promise<void>;
  /** The phone that it was sent to, where this page knows it. */
  phone?: string;
  children?: ReactNode;
}

export function CodeBox({ title, lead, button, onCode, onAgain, phone, children }: Props) {
  const code = useCode(onCode, sentence);
  const [sentAt, setSentAt] = useState(Date.now);
  const id = useId();
  const again = async () => {
    await onAgain();
    setSentAt(Date.now());
  };
  return (
    <form
      className="code-box"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        code.submit();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p>{lead}</p>
      <div className="field code-row">
        <label htmlFor={id}>{w.digits}</label>
        <Digits code={code} id={id} describedBy={`${id}-below`} />
        <button className="button button-primary button-large" type="submit" aria-busy={code.busy}>
          {button}
        </button>
        <Below id={id} fault={code.fault} hint={w.digitsHint} />
        <p className="hint">
          <Again words={w} sentAt={sentAt} onAgain={again} say={sentence} />
        </p>
      </div>
      {children}
      {phone !== undefined && <ReadHere words={w} to={phone} onCode={code.type} />}
    </form>
  );
}

/** The sentence about a refused phone or code. */
export function sentence(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  if (error.status === 0) return w.offline;
  const left = error.more.attemptsLeft;
  if (error.code === "code_rejected" && typeof left === "number") return left > 0 ? w.wrong(left) : w.noTries;
  return error.errors[0]?.detail ?? error.message;
}
