/** Invitations to a seller's staff: the owner of the phone accepts or declines them here. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import { Session } from "~/api/session";
import { longDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/history";
import { session } from "../session";

type Invitation = components["schemas"]["Invitation"];

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  invitations: readonly Invitation[];
  /** The session has ended: the phone has to be verified again. */
  onSignedOut: () => void;
}

export function Invitations({ invitations, onSignedOut }: Props) {
  return (
    <>
      {invitations.map((invitation) => (
        <Card key={invitation.id} invitation={invitation} onSignedOut={onSignedOut} />
      ))}
    </>
  );
}

type State = "open" | "accepting" | "declining" | "accepted" | "declined" | "over";

function Card({ invitation, onSignedOut }: { invitation: Invitation; onSignedOut: () => void }) {
  const [state, setState] = useState<State>("open");
  const [fault, setFault] = useState<string | null>(null);
  const { id, role, seller, expiresAt } = invitation;

  const answer = async (accepts: boolean) => {
    if (state !== "open") return;
    setState(accepts ? "accepting" : "declining");
    setFault(null);
    try {
      await (accepts ? accept(id) : decline(id));
      setState(accepts ? "accepted" : "declined");
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401) onSignedOut();
      if (error.status !== 404) setFault(error.status === 0 ? w.offlineHint : error.message);
      setState(error.status === 404 ? "over" : "open");
    }
  };

  return (
    <section className="notice notice-spruce mine-invited" aria-labelledby={`invitation-${id}`}>
      <Icon name="members" />
      <div>
        <h2 id={`invitation-${id}`}>{w.invited[role](seller?.name ?? w.someone)}</h2>
        <p role="status">{said(state) ?? w.invitedHint(longDay(expiresAt, ownZone))}</p>
        {fault && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            <span>{fault}</span>
          </p>
        )}
      </div>
      <p className="button-row">
        {state === "accepted" && (
          <a className="button button-primary" href="/desk">
            {w.toDesk}
          </a>
        )}
        {(state === "open" || state === "accepting" || state === "declining") && (
          <>
            <button
              className="button button-primary"
              type="button"
              aria-busy={state === "accepting"}
              onClick={() => void answer(true)}
            >
              {w.accept}
            </button>
            <button
              className="button"
              type="button"
              aria-busy={state === "declining"}
              onClick={() => void answer(false)}
            >
              {w.decline}
            </button>
          </>
        )}
      </p>
    </section>
  );
}

function said(state: State): string | null {
  switch (state) {
    case "accepted":
      return w.accepted;
    case "declined":
      return w.declined;
    case "over":
      return w.invitationOver;
    case "open":
    case "accepting":
    case "declining":
      return null;
  }
}

/** Its tokens belong to the sellers' pages: the buyer's session here does not change. */
async function accept(id: string): Promise<void> {
  const desk = new Session("desk");
  const request = { path: { id }, headers: desk.headers };
  const { accessToken } = await session.client.ask("post", "/api/me/invitations/{id}/accept", request);
  desk.start(accessToken);
}

async function decline(id: string): Promise<void> {
  await session.client.ask("post", "/api/me/invitations/{id}/decline", { path: { id } });
}
