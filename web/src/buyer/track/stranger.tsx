/** For another phone, or a person who is not signed in: verifies the phone of the order in place. */
import { useState } from "react";
import { later as w } from "~/words/track-later";
import { session } from "../session";
import { SignIn } from "../sign-in/sign-in";
import { Confirm } from "./confirm";

interface Props {
  /** Somebody is signed in, and the order is another buyer's. */
  other: boolean;
  onDone: () => void;
}

export function Stranger({ other, onDone }: Props) {
  const [justOrdered, setJustOrdered] = useState(false);
  return (
    <article className="slip hung track-slip track-ask">
      <h1>{w.strangerTitle}</h1>
      {justOrdered ? (
        <Confirm onDone={onDone} />
      ) : (
        <SignIn session={session} hint={other ? w.otherPhone : w.strangerHint} onDone={onDone} />
      )}
      <p>
        <button className="link" type="button" onClick={() => setJustOrdered(!justOrdered)}>
          {justOrdered ? w.useNumber : w.justOrdered}
        </button>
      </p>
    </article>
  );
}
