/** Instructions for an invited person: Docket sends no message about it, so the inviter has to say where to go. */
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/members";
import { useDesk } from "../desk-context";
import { toast } from "../shell/toast";
import type { Role } from "./search";

const address = () => `${location.origin}/desk`;

export function WhatTheySee({ role, contacts }: { role: Role; contacts: readonly string[] }) {
  const { seller } = useDesk();
  const [open, signIn] = w.see.open(contacts[0] ?? w.see.unknownAddress);
  const from = role === "admin" ? "Docket" : seller.name;
  const then = { seller: w.see.desk, driver: w.see.driver, admin: w.see.admin }[role];
  const copy = async () => {
    await navigator.clipboard.writeText(address());
    toast({ kind: "status", text: w.see.copied });
  };
  return (
    <section className="form-part member-see" aria-labelledby="member-see">
      <h3 id="member-see">{w.see.title}</h3>
      <p>{w.see.noMessage}</p>
      <ol>
        <li>
          {open}
          <b className="mono">{address()}</b>
          {signIn}{" "}
          <button className="link" type="button" onClick={() => void copy()}>
            {w.see.copy}
          </button>
        </li>
        <li>
          {w.see.reads}
          <div className="member-phone-page">
            <span>
              <Icon name="members" />
              {desk.nobody.invited(from, desk.account.role[role] ?? role)}
            </span>
            <span className="button-row" aria-hidden="true">
              <span className="button button-primary">{w.see.accept}</span>
              <span className="button">{w.see.decline}</span>
            </span>
          </div>
        </li>
        <li>{then}</li>
      </ol>
      <p className="hint">{w.see.lasts}</p>
    </section>
  );
}
