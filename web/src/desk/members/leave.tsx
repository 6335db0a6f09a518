/** Leaving a seller, or the administrators, after a dialog with the consequences. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { Dialog } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { leave } from "../leaving";
import { type Member, useMembers } from "./queries";

export function LeavePart({ member }: { member: Member }) {
  const [asking, setAsking] = useState(false);
  const isAdmin = member.role === "admin";
  return (
    <section className="form-part" aria-labelledby="member-leave">
      <h3 id="member-leave">{isAdmin ? w.leave.titleAdmin : w.leave.title}</h3>
      <p>{w.leave.text}</p>
      <p className="button-row">
        <button className="button button-danger" type="button" onClick={() => setAsking(true)}>
          <Icon name="signout" />
          {isAdmin ? w.leave.openAdmin : w.leave.open}
        </button>
      </p>
      {asking && <LeaveQuestion member={member} onClose={() => setAsking(false)} />}
    </section>
  );
}

function LeaveQuestion({ member, onClose }: { member: Member; onClose: () => void }) {
  const { session, seller } = useDesk();
  const saving = useSaving();
  const isAdmin = member.role === "admin";
  const { data } = useMembers(isAdmin);
  const others = data?.entries.filter(
    ({ id, role, status }) => id !== member.id && role === "seller" && status === "accepted",
  );
  const isLast = !isAdmin && data?.cutOff === false && others?.length === 0;
  const go = async () => {
    const request = { headers: session.headers };
    const tokens = await saving.save(() => session.client.ask("post", "/api/me/leave", request));
    if (tokens === null) return;
    leave();
    if (tokens !== undefined) session.start(tokens.accessToken);
    location.assign("/desk");
  };
  return (
    <Dialog
      title={isAdmin ? w.leave.askAdmin : w.leave.ask(seller.name)}
      kind="question"
      busy={saving.busy}
      onClose={onClose}
      onSubmit={() => void go()}
    >
      <ul className="follows">
        {isLast && (
          <li className="is-bad">
            <Icon name="warning" />
            <span>{w.leave.last}</span>
          </li>
        )}
        <li>
          <Icon name="signout" />
          <span>{w.leave.out}</span>
        </li>
        <li>
          <Icon name="undo" />
          <span>{isAdmin ? w.leave.backAdmin : w.leave.back}</span>
        </li>
        <li>
          <Icon name="user" />
          <span>{w.leave.leads}</span>
        </li>
      </ul>
      <Refused problem={saving.problem} />
      <Buttons destroys busy={saving.busy} onClose={onClose}>
        {isAdmin ? w.leave.nowAdmin : w.leave.now}
      </Buttons>
    </Dialog>
  );
}
