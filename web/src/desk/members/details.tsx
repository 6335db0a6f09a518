/** Name, contacts and role of a member, and why some of them cannot be changed. */
import { useNavigate } from "@tanstack/react-router";
import { likelyCallingCode, spaced } from "~/lib/phone";
import { Icon } from "~/ui/icon";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { RefusedChange } from "../form/changed-meanwhile";
import { TextField } from "../form/controls";
import { EditForm } from "../form/edit-form";
import { Buttons } from "../form/refused";
import { useEdits } from "../form/use-edits";
import { toast } from "../shell/toast";
import { type Access, rolesFor } from "./access";
import { contactsOf, RoleChoices } from "./parts";
import { PhoneField } from "./phone-field";
import { type Member, useMemberChanges } from "./queries";
import { changeOf, isChanged, type Typed, typedOf } from "./typed";

interface Props {
  member: Member;
  access: Access;
  /** Whether there are unsaved edits. */
  onTyping: (typing: boolean) => void;
  onSaved: (member: Member) => void;
  readAgain: () => Promise<void>;
}

export function Details({ member, access, onTyping, onSaved, readAgain }: Props) {
  const now = useDesk();
  const navigate = useNavigate();
  const { change } = useMemberChanges();
  const { typed, type, at, refused, saving, compared, save, compare } = useEdits<Member, Typed>({
    kept: typedOf(member, likelyCallingCode()),
    onSaved: (saved) => {
      onSaved(saved);
      onTyping(false);
    },
    readAgain,
  });
  const body = changeOf(member, typed, now.seller.id);
  const onType = (part: Partial<Typed>) => {
    type(part);
    onTyping(true);
  };

  const submit = async () => {
    if (!isChanged(body)) return;
    const saved = await save({}, () => change(member, body));
    if (saved !== null) toast({ kind: "status", text: w.memberPage.saved(saved.name) });
  };
  const theirs = (changed: boolean, value: string | null) =>
    compared && changed ? w.memberPage.now(value ?? w.memberPage.none) : undefined;

  return (
    <EditForm refused={refused} onSubmit={() => void submit()}>
      <div className="form-part">
        <h3>{w.memberPage.details}</h3>
        {access.name === null ? (
          <TextField
            label={w.fields.name}
            hint={theirs(body.name !== undefined, member.name)}
            problem={at("/name")}
            value={typed.name}
            onChange={(name) => onType({ name })}
          />
        ) : (
          <Fixed label={w.fields.name} values={[member.name]} why={w.why[access.name]} />
        )}
        {access.contact === null ? (
          <>
            <div className="form-row">
              <PhoneField
                typed={typed}
                hint={theirs(body.phone !== undefined, member.phone && spaced(member.phone))}
                problem={at("/phone")}
                onType={onType}
              />
              <TextField
                label={w.fields.email}
                hint={theirs(body.email !== undefined, member.email)}
                problem={at("/email")}
                type="text"
                inputMode="email"
                value={typed.email}
                onChange={(email) => onType({ email })}
              />
            </div>
            <p className="hint">{access.own ? w.memberPage.ownAddress : w.memberPage.addressInvites}</p>
          </>
        ) : (
          <Fixed label={w.fields.contact} values={contactsOf(member)} why={w.why[access.contact]} />
        )}
        {access.role === null ? (
          <>
            <RoleChoices
              roles={rolesFor(now)}
              value={typed.role}
              problem={at("/role") ?? at("/sellerId")}
              onChange={(role) => onType({ role })}
            />
            {body.role !== undefined && <RoleChange member={member} role={body.role} />}
          </>
        ) : (
          <Fixed label={w.fields.role} values={[w.role[member.role]]} why={w.why[access.role]} />
        )}
      </div>
      <RefusedChange saving={saving} onReadAgain={compare} />
      {access.name === null && (
        <Buttons
          busy={saving.busy}
          not={isChanged(body) ? undefined : w.memberPage.nothing}
          onClose={() => void navigate({ to: "/desk/members" })}
        >
          {w.memberPage.save}
        </Buttons>
      )}
    </EditForm>
  );
}

/** A value that cannot be changed, with the reason. */
function Fixed({ label, values, why }: { label: string; values: readonly string[]; why: string }) {
  return (
    <div className="field">
      <span className="label">{label}</span>
      {values.map((value) => (
        <span key={value}>{value}</span>
      ))}
      <p className="hint member-why">
        <Icon name="lock" size={16} />
        <span>{why}</span>
      </p>
    </div>
  );
}

function RoleChange({ member, role }: { member: Member; role: Member["role"] }) {
  return (
    <div className="notice notice-amber" role="status">
      <Icon name="warning" className="is-soon" />
      <span>
        {member.status === "accepted" && w.memberPage.roleChange}{" "}
        {role === "admin" && w.memberPage.leavesSeller}
      </span>
    </div>
  );
}
