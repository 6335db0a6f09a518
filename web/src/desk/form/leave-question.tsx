/** Asks before a link, *Back* or a reload discards unsaved edits. The page provides the texts. */
import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Dialog, DialogFoot } from "~/ui/dialog";

interface Props {
  unsaved: boolean;
  title: string;
  /** The labels of the buttons: leave the page, or remain on it. */
  words: { go: string; stay: string };
  children?: ReactNode;
}

export function LeaveQuestion({ unsaved, title, words, children }: Props) {
  const blocker = useBlocker({
    // Another filter or anchor of the same page discards nothing.
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
