/** One member: name, contacts, role, and access. */
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { dateOf } from "~/lib/day-and-time";
import { w as desk } from "~/words/desk";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { Unread } from "../states";
import { accessTo } from "./access";
import { AccessPart, InvitationPart } from "./access-parts";
import { Details } from "./details";
import { LeavePart } from "./leave";
import { contactsOf, MemberStatus } from "./parts";
import { type Member, useMember } from "./queries";
import { WhatTheySee } from "./see";

export function MemberPage() {
  const { id } = useParams({ from: "/desk/members/$id" });
  const read = useMember(id);
  const back = { to: "/desk/members", name: desk.nav.pages.members } as const;
  if (!read.data)
    return (
      <Page back={back}>
        <Unread read={read} forbidden={w.memberPage.gone} />
      </Page>
    );
  return (
    <Page back={back}>
      {/* Another member's page has no edits of this one. */}
      <Shown key={id} read={read.data} readAgain={async () => (await read.refetch()).data ?? null} />
    </Page>
  );
}

interface ShownProps {
  read: Member;
  readAgain: () => Promise<Member | null>;
}

function Shown({ read, readAgain }: ShownProps) {
  const now = useDesk();
  // After the first edit, the record is fixed: changes by others are reported when the edits are saved.
  const [member, setMember] = useState(read);
  const [typing, setTyping] = useState(false);
  if (!typing && read.version > member.version) setMember(read);
  const access = accessTo(member, now);
  const again = async () => {
    const found = await readAgain();
    if (found !== null) setMember(found);
  };
  return (
    <>
      <div className="page-head member-head">
        <h2>{member.name}</h2>
        {access.own && <span className="tag tag-spruce">{w.you}</span>}
        <MemberStatus status={member.status} />
        <span className="quiet">
          {member.createdAt === undefined ? w.setUp : w.memberPage.added(dateOf(member.createdAt, now.zone))}
        </span>
      </div>
      <div className="page-two">
        <div className="form">
          <Details
            member={member}
            access={access}
            onTyping={setTyping}
            onSaved={setMember}
            readAgain={again}
          />
          {member.status === "invited" && access.disabling === null && (
            <InvitationPart member={member} onChanged={setMember} readAgain={again} />
          )}
          {access.own ? (
            <LeavePart member={member} />
          ) : (
            access.disabling === null && (
              <AccessPart member={member} onChanged={setMember} readAgain={again} />
            )
          )}
        </div>
        {member.status === "invited" && <WhatTheySee role={member.role} contacts={contactsOf(member)} />}
      </div>
    </>
  );
}
