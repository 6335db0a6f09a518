/** For a signed-in person who is no member of staff: their invitations, if there are any. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import type { Me, Session } from "~/api/session";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { signOut } from "../leaving";

export function NotStaff({ session, me }: { session: Session; me: Me }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const answer = async (id: string, accepts: boolean) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const request = { path: { id }, headers: session.headers };
      if (accepts) {
        const tokens = await session.client.ask("post", "/api/me/invitations/{id}/accept", request);
        session.start(tokens.accessToken);
      } else {
        await session.client.ask("post", "/api/me/invitations/{id}/decline", request);
      }
      location.reload();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(error.status === 0 ? w.error.offline : error.message);
      setBusy(false);
    }
  };
  const address = me.contact?.phone ?? me.contact?.email ?? "";
  return (
    <main className="main-blank" id="main">
      {me.invitations.map(({ id, seller, role }) => (
        <section className="notice notice-spruce" key={id}>
          <Icon name="members" />
          <span>{w.nobody.invited(seller?.name ?? "Docket", w.account.role[role] ?? role)}</span>
          <button
            className="button button-primary"
            type="button"
            aria-busy={busy}
            onClick={() => void answer(id, true)}
          >
            {w.nobody.accept}
          </button>
          <button className="button" type="button" onClick={() => void answer(id, false)}>
            {w.nobody.decline}
          </button>
        </section>
      ))}
      <h1>{w.nobody.title}</h1>
      <p>{w.nobody.text(address)}</p>
      {fault !== null && (
        <p className="problem" role="alert">
          <Icon name="warning" size={16} />
          {fault}
        </p>
      )}
      <div className="button-row">
        <a className="button" href="/my">
          {w.nobody.orders}
        </a>
        <button
          className="button"
          type="button"
          onClick={() => void signOut().catch(() => setFault(w.account.signOutFailed))}
        >
          {w.nobody.other}
        </button>
      </div>
    </main>
  );
}
