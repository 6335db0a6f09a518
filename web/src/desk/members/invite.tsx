/** Inviting a member: name, contacts, role, and instructions for them. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { likelyCallingCode, spaced } from "~/lib/phone";
import { w as desk } from "~/words/desk";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { TextField } from "../form/controls";
import { EditForm } from "../form/edit-form";
import { Page } from "../form/page";
import { Buttons, Refused } from "../form/refused";
import { toast } from "../shell/toast";
import { rolesFor } from "./access";
import { RoleChoices } from "./parts";
import { PhoneField } from "./phone-field";
import { useMemberChanges } from "./queries";
import { WhatTheySee } from "./see";
import { newMember, phoneOf, type Typed } from "./typed";

export function InvitePage() {
  const now = useDesk();
  const navigate = useNavigate();
  const saving = useSaving();
  const { invite } = useMemberChanges();
  const [typed, setTyped] = useState<Typed>({
    name: "",
    country: likelyCallingCode(),
    phone: "",
    email: "",
    role: "seller",
  });
  const type = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const at = (pointer: string) => saving.problem?.at(pointer);
  const name = typed.name.trim();
  const phone = phoneOf(typed);
  const contacts = [...(phone ? [spaced(phone)] : []), ...(typed.email.trim() ? [typed.email.trim()] : [])];

  const submit = async () => {
    const body = newMember(typed, now.seller.id);
    const member = await saving.save(() => invite(body, saving.keyFor(body)));
    if (member === null) return;
    toast({ kind: "status", text: w.newPage.created(member.name) });
    await navigate({ to: "/desk/members/$id", params: { id: member.id } });
  };

  return (
    <Page title={w.newPage.title} back={{ to: "/desk/members", name: desk.nav.pages.members }}>
      <div className="page-two">
        <EditForm refused={saving.problem} onSubmit={() => void submit()}>
          <div className="form-part">
            <TextField
              label={w.fields.name}
              hint={w.fields.nameHint}
              problem={at("/name")}
              value={typed.name}
              onChange={(name) => type({ name })}
            />
            <div className="form-row">
              <PhoneField typed={typed} problem={at("/phone")} onType={type} />
              <TextField
                label={w.fields.email}
                problem={at("/email")}
                type="text"
                inputMode="email"
                value={typed.email}
                onChange={(email) => type({ email })}
              />
            </div>
            <p className="hint">{w.fields.either}</p>
            <RoleChoices
              roles={rolesFor(now)}
              value={typed.role}
              problem={at("/role")}
              onChange={(role) => type({ role })}
            />
          </div>
          <Refused problem={saving.problem} />
          <Buttons busy={saving.busy} onClose={() => void navigate({ to: "/desk/members" })}>
            {name === "" ? w.newPage.send : w.newPage.sendNamed(name)}
          </Buttons>
        </EditForm>
        <WhatTheySee role={typed.role} contacts={contacts} />
      </div>
    </Page>
  );
}
