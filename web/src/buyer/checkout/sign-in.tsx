/** For sellers that require a verified phone: the code comes first, then the order. */
import { useState } from "react";
import { type Challenge, sendCode, signIn } from "~/sign-in/codes";
import { Icon } from "~/ui/icon";
import { session } from "../session";
import { Title } from "../shop/route";
import { CodeBox } from "./code";
import { code as c } from "./words";

interface Props {
  challenge: Challenge;
  phone: string;
  onSignedIn(): void;
  onOtherNumber(): void;
}

export function SignInFirst({ challenge, phone, onSignedIn, onOtherNumber }: Props) {
  const [open, setOpen] = useState(challenge);
  return (
    <div className="checkout-form step-code">
      <Title text={c.oneStep} />
      <CodeBox
        phone={phone}
        sentAt={open.sentAt}
        action={c.signIn}
        onCode={async (code) => {
          await signIn(session, open, code);
          onSignedIn();
        }}
        onAgain={async () => setOpen(await sendCode(session, open.address, open))}
        onOtherNumber={onOtherNumber}
      >
        <p className="notice notice-sky small">
          <Icon name="info" />
          {c.verifyFirst}
        </p>
      </CodeBox>
    </div>
  );
}
