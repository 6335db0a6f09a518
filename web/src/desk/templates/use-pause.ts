/** Pausing and resuming, without a dialog: the button undoes it. */
import { useRef } from "react";
import { Problem } from "~/api/problem";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { toast } from "../shell/toast";
import { nameOf } from "./name";
import { type Template, usePutTemplate } from "./queries";

export interface Pause {
  /** Whether this action resumes the schedule. */
  resumes: boolean;
  label: string;
  run: () => void;
}

/** Null for a template without a schedule, or whose schedule has ended. */
export function usePause(template: Template): Pause | null {
  const { session } = useDesk();
  const put = usePutTemplate();
  const sending = useRef(false);
  const status = template.schedule?.status;
  if (status === undefined || status === "ended") return null;
  const resumes = status !== "active";
  const name = nameOf(template);
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      // Without a version: the pause is set as a whole, and an order that the schedule has placed meanwhile is no reason to
      // refuse it.
      const change = { path: { id: template.id }, body: { paused: !resumes } };
      const changed = await session.client.ask("patch", "/api/order-templates/{id}", change);
      put(changed.template);
      toast({ kind: "status", text: resumes ? w.pause.resumed(name) : w.pause.paused(name) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      toast({ kind: "alert", text: w.pause.failed(name, error.message) });
    } finally {
      sending.current = false;
    }
  };
  return { resumes, label: resumes ? w.pause.resume : w.pause.pause, run: () => void send() };
}
