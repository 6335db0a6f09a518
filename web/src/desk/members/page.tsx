/** The members of a seller. The other pages of this area are in the same file. */
import "../form/rows.css";
import "./members.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { dateOf } from "~/lib/day-and-time";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { Blank, Unread } from "../states";
import { contactsOf, MemberStatus } from "./parts";
import { type Member, useMembers } from "./queries";
import { fits, type MemberSearch, parseMemberSearch, ROLES, STATUSES, type Status } from "./search";

export { InvitePage } from "./invite";
export { MemberPage } from "./member";

export function MembersPage() {
  const { staff } = useDesk();
  // The router merges ignored parameters of the address with valid ones, so the address is parsed here again.
  const search = useSearch({ from: "/desk/members", select: parseMemberSearch, structuralSharing: true });
  const navigate = useNavigate();
  const admins = staff === "admin" && search.role === "admin";
  const list = useMembers(admins);
  const { data } = list;
  const all = data?.entries ?? [];
  const ofRole = all.filter((member) => fits(member, withRole(search)));
  const shown = all.filter((member) => fits(member, search));
  const count = (status: Status) => ofRole.filter((member) => member.status === status).length;
  const roles = staff === "admin" ? ROLES : ROLES.filter((role) => role !== "admin");
  return (
    <>
      <div className="views">
        <nav className="tabs" aria-label={w.shown.label}>
          <Tab search={withRole(search)} current={search.show === undefined} count={ofRole.length}>
            {w.shown.all}
          </Tab>
          {STATUSES.map((status) => (
            <Tab
              key={status}
              search={{ ...withRole(search), show: status }}
              current={search.show === status}
              count={count(status)}
            >
              {w.shown[status]}
            </Tab>
          ))}
        </nav>
        <p className="views-end views-add">
          <Link className="button button-primary" to="/desk/members/new">
            <Icon name="plus" />
            {w.invite}
          </Link>
        </p>
      </div>
      <fieldset className="filters" aria-label={w.roles.label}>
        <RoleLink search={search} only={undefined} />
        {roles.map((role) => (
          <RoleLink key={role} search={search} only={role} />
        ))}
      </fieldset>
      <div className="list-page">
        {!data ? (
          <Unread read={list} />
        ) : all.length === 0 && search.role === undefined && search.show === undefined ? (
          <Blank icon="members" title={w.nothingYet.title}>
            <p>{w.nothingYet.text}</p>
          </Blank>
        ) : shown.length === 0 ? (
          <Blank icon="filter" title={w.nothingMatches.title}>
            <p>{w.nothingMatches.text}</p>
            <button
              className="button"
              type="button"
              onClick={() => void navigate({ to: "/desk/members", search: {} })}
            >
              {w.nothingMatches.clear}
            </button>
          </Blank>
        ) : (
          <Rows members={shown} />
        )}
        {data?.cutOff && <p className="hint">{desk.onlyFirst(all.length)}</p>}
      </div>
    </>
  );
}

/** A link is current when it has all parameters of the address, not a part of them. */
const EXACT = { exact: true } as const;

const withRole = ({ role }: MemberSearch): MemberSearch => (role === undefined ? {} : { role });

function Tab(props: { search: MemberSearch; current: boolean; count: number; children: string }) {
  const { search, current, count, children } = props;
  return (
    <Link
      to="/desk/members"
      search={search}
      activeOptions={EXACT}
      {...(current && { "aria-current": "page" })}
    >
      {children}
      <span className="count">{count}</span>
    </Link>
  );
}

function RoleLink({ search, only }: { search: MemberSearch; only: MemberSearch["role"] }) {
  const { role: chosen, ...rest } = search;
  return (
    <Link
      className="chip"
      to="/desk/members"
      activeOptions={EXACT}
      search={only === undefined ? rest : { ...rest, role: only }}
      {...(chosen === only && { "aria-current": "true" })}
    >
      {chosen === only && <Icon name="check" size={16} />}
      {only === undefined ? w.roles.any : w.roles[only]}
    </Link>
  );
}

function Rows({ members }: { members: readonly Member[] }) {
  return (
    <div className="list-scroll">
      <table className="list rows members" aria-label={w.table}>
        <thead>
          <tr>
            <th scope="col">{w.columns.name}</th>
            <th scope="col" className="wide">
              {w.columns.contact}
            </th>
            <th scope="col" className="wide">
              {w.columns.role}
            </th>
            <th scope="col" className="last">
              {w.columns.status}
            </th>
            <th scope="col" className="wide">
              {w.columns.added}
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.id} member={member} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ member }: { member: Member }) {
  const { me, zone } = useDesk();
  const { id, name, role, status, createdAt } = member;
  const contacts = contactsOf(member);
  return (
    <tr className={status === "disabled" ? "is-off" : undefined}>
      <th scope="row">
        <Link className="row-link" to="/desk/members/$id" params={{ id }}>
          {name}
        </Link>
        {id === me.member?.id && <span className="tag tag-spruce">{w.you}</span>}
        <span className="narrow small quiet">
          {[w.role[role], ...contacts].map((text) => (
            <span key={text}>{text}</span>
          ))}
        </span>
      </th>
      <td className="wide">
        {contacts.map((text) => (
          <span className="member-contact" key={text}>
            {text}
          </span>
        ))}
      </td>
      <td className="wide">{w.role[role]}</td>
      <td className="last">
        <MemberStatus status={status} />
      </td>
      <td className="wide nowrap">{createdAt === undefined ? w.setUp : dateOf(createdAt, zone)}</td>
    </tr>
  );
}
