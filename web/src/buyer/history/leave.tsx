/** Signing out of all devices, after a question. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { Dialog, DialogFoot } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/history";
import { push } from "../push";

export function LeaveEverywhere() {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const leave = async () => {
    setBusy(true);
    try {
      await push.signOut(true);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(error.status === 0 ? w.offlineHint : error.message);
      setBusy(false);
    }
  };
  return (
    <section className="prefs" aria-labelledby="device">
      <h2 id="device">{w.session}</h2>
      <p>{w.sessionHint}</p>
      <p>
        <button className="button button-danger" type="button" onClick={() => setAsking(true)}>
          {w.everywhere}
        </button>
      </p>
      {asking && (
        <Dialog
          title={w.everywhereTitle}
          kind="question"
          busy={busy}
          onClose={() => setAsking(false)}
          onSubmit={() => void leave()}
        >
          <p>{w.everywhereHint}</p>
          {fault && (
            <p className="problem" role="alert">
              <Icon name="warning" size={16} />
              <span>{fault}</span>
            </p>
          )}
          <DialogFoot>
            <button className="button button-destroy" type="submit" aria-busy={busy}>
              {w.everywhereNow}
            </button>
            <button className="button" type="button" onClick={() => setAsking(false)}>
              {w.stay}
            </button>
          </DialogFoot>
        </Dialog>
      )}
    </section>
  );
}
