/** Asks before a page with something unsaved is left. */
import { useBlocker } from "@tanstack/react-router";
import { Dialog, DialogFoot } from "~/ui/dialog";
import { w as desk } from "~/words/desk";
import { w } from "~/words/products";

/** `unsaved` is asked when somebody leaves, so that what was saved a moment ago counts. */
export function AskBeforeLeaving({ unsaved }: { unsaved: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
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
