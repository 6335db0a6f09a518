/** The code from the phone, in place of the form. */
import { type ReactNode, useId } from "react";
import type { Problem } from "~/api/problem";
import { spaced } from "~/lib/phone";
import { countdown } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Again } from "~/sign-in/again";
import { Digits } from "~/sign-in/digits";
import { ReadHere } from "~/sign-in/read-here";
import { useCode } from "~/sign-in/use-code";
import { Icon } from "~/ui/icon";
import { code as c, w } from "./words";

interface Props {
  phone: string;
  /** When the newest code was sent, in milliseconds of this device's clock. */
  sentAt: number;
  action: string;
  /** Verifies the code. Throws `Problem`. */
  onCode(code: string): Promise<void>;
  /** Sends another code. Throws `Problem`. */
  onAgain(): Promise<void>;
  onOtherNumber(): void;
  /** Shown below: for how long the stock is held. */
  children?: ReactNode;
}

export function CodeBox({ phone, sentAt, action, onCode, onAgain, onOtherNumber, children }: Props) {
  const id = useId();
  const code = useCode(onCode, codeFault);
  const now = useSeconds(Date.now);
  const minutes = Math.max(0, Math.floor((now - sentAt) / 60_000));
  return (
    <section className="code-box" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{c.codeTitle}</h2>
      <p>
        {c.sentTo} <b className="nowrap">{spaced(phone)}</b> {c.sentAt(minutes)}{" "}
        <button className="link" type="button" onClick={onOtherNumber}>
          {c.changeNumber}
        </button>
      </p>
      <form
        className="field code-row"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          code.submit();
        }}
      >
        <label htmlFor={id}>{c.digits}</label>
        <Digits code={code} id={id} describedBy={code.fault ? `${id}-p ${id}-h` : `${id}-h`} />
        {code.fault && (
          <p className="problem" id={`${id}-p`} role="alert">
            <Icon name="warning" size={16} />
            {code.fault}
          </p>
        )}
        <button className="button button-primary button-large" type="submit" aria-busy={code.busy}>
          {action}
        </button>
        <p className="hint" id={`${id}-h`}>
          {c.digitsHint} <Again words={c} sentAt={sentAt} onAgain={onAgain} say={codeFault} />
        </p>
      </form>
      <ReadHere words={c} to={phone} onCode={code.type} />
      {children}
    </section>
  );
}

/** What happened to a code, in the reader's language. */
function codeFault(problem: Problem): string {
  const left = problem.more.attemptsLeft;
  if (typeof left === "number") return c.notThat(left);
  if (problem.status === 429) return w.tooMany(countdown((problem.retryAfter ?? 0) * 1_000));
  if (problem.status === 0 || problem.status >= 500) return w.noAnswer;
  return w.wrong(problem.message);
}
