/** A member's access: repeating an invitation, disabling after a question, and enabling again. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { Dialog } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/members";
import { RefusedChange } from "../form/changed-meanwhile";
import { Buttons } from "../form/refused";
import { toast } from "../shell/toast";
import { type Member, useMemberChanges } from "./queries";

interface Props {
  member: Member;
  onChanged: (member: Member) => void;
  readAgain: () => Promise<void>;
}

export function InvitationPart({ member, onChanged, readAgain }: Props) {
  const saving = useSaving();
  const { inviteAgain } = useMemberChanges();
  const again = async () => {
    const invited = await saving.save(() => inviteAgain(member));
    // The first of the two requests may have succeeded: then enabling the member is the way out.
    if (invited === null) return readAgain();
    onChanged(invited);
    toast({ kind: "status", text: w.invitation.sent(invited.name) });
  };
  return (
    <section className="form-part" aria-labelledby="member-invitation">
      <h3 id="member-invitation">{w.invitation.title}</h3>
      <p>
        {w.invitation.text(member.name)} {w.invitation.againHint}
      </p>
      <RefusedChange saving={saving} onReadAgain={readAgain} />
      <p className="button-row">
        <button
          className="button"
          type="button"
          aria-busy={saving.busy}
          aria-disabled={saving.busy}
          onClick={() => void again()}
        >
          <Icon name="mail" />
          {w.invitation.again}
        </button>
      </p>
    </section>
  );
}

export function AccessPart({ member, onChanged, readAgain }: Props) {
  const [asking, setAsking] = useState(false);
  const saving = useSaving();
  const { change } = useMemberChanges();
  const { name, status } = member;
  const enable = async () => {
    const enabled = await saving.save(() => change(member, { disabled: false }));
    if (enabled === null) return;
    onChanged(enabled);
    const text = enabled.status === "invited" ? w.access.enabledInvited(name) : w.access.enabled(name);
    toast({ kind: "status", text });
  };
  const disable = async () => {
    const disabled = await saving.save(() => change(member, { disabled: true }));
    if (disabled === null) return;
    setAsking(false);
    onChanged(disabled);
    toast({ kind: "status", text: w.access.done(name) });
  };
  const refused = <RefusedChange saving={saving} onReadAgain={readAgain} />;
  return (
    <section className="form-part" aria-labelledby="member-access">
      <h3 id="member-access">{w.access.title}</h3>
      <p>{sentence(member)}</p>
      {!asking && refused}
      <p className="button-row">
        {status === "disabled" ? (
          <button
            className="button"
            type="button"
            aria-busy={saving.busy}
            aria-disabled={saving.busy}
            onClick={() => void enable()}
          >
            <Icon name="check" />
            {w.access.enable}
          </button>
        ) : (
          <button className="button button-danger" type="button" onClick={() => setAsking(true)}>
            {w.access.disable}
          </button>
        )}
      </p>
      {asking && (
        <Dialog
          title={w.access.ask(name)}
          kind="question"
          busy={saving.busy}
          onClose={() => {
            saving.clear();
            setAsking(false);
          }}
          onSubmit={() => void disable()}
        >
          <Consequences member={member} />
          {refused}
          <Buttons destroys busy={saving.busy} onClose={() => setAsking(false)}>
            {w.access.now}
          </Buttons>
        </Dialog>
      )}
    </section>
  );
}

function sentence({ status, name }: Member): string {
  switch (status) {
    case "accepted":
      return w.access.active(name);
    case "invited":
      return w.access.invited;
    case "disabled":
      return w.access.disabled(name);
  }
}

function Consequences({ member }: { member: Member }) {
  const lines =
    member.status === "invited"
      ? ([["signout", w.access.noInvitation]] as const)
      : ([
          ["signout", w.access.out],
          ["edit", w.access.typed],
          ["list", w.access.kept],
          ...(member.role === "driver" ? ([["dispatch", w.access.batches]] as const) : []),
        ] as const);
  return (
    <ul className="follows">
      {[...lines, ["undo", w.access.back] as const].map(([icon, text]) => (
        <li key={text}>
          <Icon name={icon} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
