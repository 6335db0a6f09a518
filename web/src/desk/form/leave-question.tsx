/** Asks before a link, *Back* or a reload takes away what is not saved. The words are those of the page. */
import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Dialog, DialogFoot } from "~/ui/dialog";

interface Props {
  unsaved: boolean;
  title: string;
  /** The words of the buttons: leave all the same, or stay. */
  words: { go: string; stay: string };
  children?: ReactNode;
}

export function LeaveQuestion({ unsaved, title, words, children }: Props) {
  const blocker = useBlocker({
    // Another filter or anchor of the page takes nothing away.
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog title={title} kind="question" onClose={blocker.reset} onSubmit={blocker.proceed}>
      {children}
      <DialogFoot>
        <button className="button button-destroy" type="submit">
          {words.go}
        </button>
        <button className="button" type="button" onClick={blocker.reset}>
          {words.stay}
        </button>
      </DialogFoot>
    </Dialog>
  );
}
