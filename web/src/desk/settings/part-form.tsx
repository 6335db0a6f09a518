/** The form of one part, with a message after it was saved. */
import type { ReactNode } from "react";
import type { Draft } from "~/form/use-draft";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import type { Seller } from "../desk-context";
import { DraftForm } from "../form/draft-form";
import { toast } from "../shell/toast";
import type { Part } from "./parts";

interface Props<D> {
  part: Part;
  draft: Draft<Seller, D>;
  children: ReactNode;
}

export function PartForm<D>({ part, draft, children }: Props<D>) {
  return (
    <DraftForm
      draft={draft}
      save={w.parts[part].save}
      onSaved={() => toast({ kind: "status", text: dw.form.saved })}
    >
      {children}
    </DraftForm>
  );
}
