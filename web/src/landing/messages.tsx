/** The messages that were sent on this machine, newest first, with their codes to copy. */
import { useState } from "react";
import { spaced } from "~/lib/phone";
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/landing";
import type { Message } from "./local";

const SHOWN = 5;

interface Props {
  messages: readonly Message[];
  /** Names by phone or e-mail address. */
  names: ReadonlyMap<string, string>;
  zone: string;
}

export function Messages({ messages, names, zone }: Props) {
  const [said, setSaid] = useState("");
  const copy = (code: string) => {
    navigator.clipboard.writeText(code).then(
      () => setSaid(w.copied(code)),
      (error: Error) => setSaid(w.failed(error.message)),
    );
  };
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">
        {w.messages} <span className="count">{messages.length}</span>
      </h2>
      {messages.length === 0 && <p className="quiet">{w.noMessages}</p>}
      <ul className="land-messages">
        {messages.slice(0, SHOWN).map((message) => (
          <li key={`${message.at} ${message.to} ${message.text}`}>
            <time className="quiet mono" dateTime={message.at}>
              {deskTime(message.at, zone)}
            </time>
            <span>
              <span className="quiet small">
                {w.to([spaced(message.to), names.get(message.to)].filter(Boolean).join(", "))}
              </span>
              <br />
              <Text text={message.text} onCopy={copy} />
            </span>
          </li>
        ))}
      </ul>
      <p className="small">
        <a href="/_local/messages">{w.all}</a>
      </p>
      <span className="out-of-sight" role="status">
        {said}
      </span>
    </section>
  );
}

/** A message, with its code in large type. */
function Text({ text, onCopy }: { text: string; onCopy: (code: string) => void }) {
  const found = /^([\s\S]*?)\b(\d{6})\b([\s\S]*)$/.exec(text);
  if (found === null) return <>{text}</>;
  const [, before, code = "", after] = found;
  return (
    <>
      {before}
      <b className="mono land-code">{code}</b>
      {after}{" "}
      <button
        className="button land-copy"
        type="button"
        aria-label={w.copy(code)}
        title={w.copy(code)}
        onClick={() => onCopy(code)}
      >
        <Icon name="copy" size={16} />
      </button>
    </>
  );
}
