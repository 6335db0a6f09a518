/** Asks before a page with something unsaved is left. */
import { useBlocker } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { Dialog, DialogFoot } from "~/ui/dialog";
import { w as desk } from "~/words/desk";
import { w } from "~/words/products";

export function AskBeforeLeaving({ unsaved }: { unsaved: boolean }) {
  // The router asks a function that must stay the same while its question is open.
  const now = useRef(unsaved);
  useEffect(() => {
    now.current = unsaved;
  }, [unsaved]);
  const shouldBlockFn = useCallback(() => now.current, []);
  const blocker = useBlocker({ shouldBlockFn, enableBeforeUnload: shouldBlockFn, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog kind="question" title={desk.form.unsaved} onClose={blocker.reset} onSubmit={blocker.proceed}>
      <DialogFoot>
        <button className="button button-destroy" type="submit">
          {w.form.leave}
        </button>
        <button className="button" type="button" onClick={blocker.reset}>
          {w.form.stay}
        </button>
      </DialogFoot>
    </Dialog>
  );
}
