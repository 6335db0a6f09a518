/** With the local program, a button reads the code from the messages. */
import { useEffect, useState } from "react";
import { Icon } from "~/ui/icon";
import { isLocal, localCode } from "./codes";

export interface ReadHereWords {
  local: string;
  read: string;
  notRead: string;
}

interface Props {
  words: ReadHereWords;
  /** The contact that the code was sent to. */
  to: string;
  onCode: (code: string) => void;
}

export function ReadHere({ words, to, onCode }: Props) {
  const [local, setLocal] = useState(false);
  const [none, setNone] = useState(false);
  useEffect(() => {
    void isLocal().then(setLocal);
  }, []);
  if (!local) return null;
  const read = async () => {
    const code = await localCode(to);
    setNone(code === null);
    if (code !== null) onCode(code);
  };
  return (
    <p className="notice notice-plum small">
      <Icon name="code" />
      <span>
        {words.local}{" "}
        <button className="link" type="button" onClick={() => void read()}>
          {words.read}
        </button>{" "}
        {none && <span role="status">{words.notRead}</span>}
      </span>
    </p>
  );
}
