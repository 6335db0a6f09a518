/** Shared parts of the list and the page of a member: status and contacts. */
import { spaced } from "~/lib/phone";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/members";
import type { Member } from "./queries";
import type { Role, Status } from "./search";

const LOOKS: Record<Status, { icon: IconName; look: string }> = {
  invited: { icon: "mail", look: "status-unverified" },
  accepted: { icon: "done", look: "status-done" },
  disabled: { icon: "rejected", look: "status-stopped" },
};

export function MemberStatus({ status }: { status: Status }) {
  const { icon, look } = LOOKS[status];
  return (
    <span className={`status ${look}`}>
      <Icon name={icon} />
      {w.status[status]}
    </span>
  );
}

export const contactsOf = ({ phone, email }: Pick<Member, "phone" | "email">): string[] => [
  ...(phone === null ? [] : [spaced(phone)]),
  ...(email === null ? [] : [email]),
];

/** The role, with its meaning. */
export function RoleChoices(props: {
  roles: readonly Role[];
  value: Role;
  problem: string | undefined;
  onChange: (role: Role) => void;
}) {
  const { roles, value, problem, onChange } = props;
  return (
    <fieldset className="field member-roles">
      <legend className="label">{w.fields.role}</legend>
      {roles.map((role) => (
        <label key={role} className="member-role">
          <input
            className="check"
            type="radio"
            name="role"
            value={role}
            checked={role === value}
            onChange={() => onChange(role)}
          />
          <span>
            <b>{w.role[role]}</b>
            <span className="hint">{w.roleHint[role]}</span>
          </span>
        </label>
      ))}
      {problem && (
        <p className="problem">
          <Icon name="warning" size={16} />
          <span>{problem}</span>
        </p>
      )}
    </fieldset>
  );
}
