/** The driver's account. Signing out deletes the stored tour: it asks first when unsent steps would be lost. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "~/api/problem";
import { Dialog } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { LanguageSwitch } from "~/ui/switches";
import { w } from "~/words/drive";
import { Buttons } from "../form/refused";
import { signingOut } from "../leaving";
import { push } from "../push";
import { initials } from "../sign-in/page";
import { forgetDriver, useDriver } from "./driver";
import { useDrive, useDriveNow } from "./use-drive";

export function Account() {
  const { me } = useDriver();
  const drive = useDrive();
  const { steps } = useDriveNow();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = me.member?.name ?? "";
  const leave = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    signingOut.set(true);
    try {
      await push.signOut(false);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // The session did not end, so the driver keeps the tour.
      signingOut.set(false);
      setBusy(false);
      setAsking(false);
      setFault(w.signOutFailed);
      return;
    }
    forgetDriver();
    await drive.forget();
    location.assign("/desk");
  };
  return (
    <>
      <button className="who" type="button" popoverTarget="account">
        <span aria-hidden="true">{initials(name)}</span>
        <span className="out-of-sight">{w.account(name)}</span>
      </button>
      <div className="account menu" id="account" popover="auto">
        <p className="account-who">
          <span className="quiet small">{w.you}</span>
          <b>{name}</b>
          <span className="quiet small">{w.role}</span>
        </p>
        <LanguageSwitch label={w.language} />
        <Link to="/desk/messages" onClick={() => document.getElementById("account")?.hidePopover()}>
          <Icon name="message" />
          {w.messages}
        </Link>
        <button type="button" data-theme-switch>
          <Icon name="moon" className="when-light" />
          <Icon name="sun" className="when-dark" />
          {w.theme}
        </button>
        <button type="button" onClick={() => (steps.length > 0 ? setAsking(true) : void leave())}>
          <Icon name="signout" />
          {w.signOut}
        </button>
        {fault !== null && (
          <p className="problem account-fault" role="alert">
            {fault}
          </p>
        )}
      </div>
      {asking && (
        <Dialog
          kind="question"
          title={w.ask.title}
          busy={busy}
          onClose={() => setAsking(false)}
          onSubmit={() => void leave()}
        >
          <p>{w.ask.text(steps.length)}</p>
          <Buttons destroys busy={busy} onClose={() => setAsking(false)} leave={w.ask.stay}>
            {w.ask.do}
          </Buttons>
        </Dialog>
      )}
    </>
  );
}
