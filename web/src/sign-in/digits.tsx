/** The field of a code: filled in from the message where the browser can, with a keyboard of digits on a phone. */
import type { Code } from "./use-code";

export function Digits({ code, id, describedBy }: { code: Code; id: string; describedBy: string }) {
  return (
    <input
      ref={code.input}
      className="input digits mono"
      id={id}
      name="code"
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      value={code.digits}
      readOnly={code.busy}
      aria-invalid={code.fault !== null}
      aria-describedby={describedBy}
      onChange={(event) => code.type(event.currentTarget.value)}
    />
  );
}
