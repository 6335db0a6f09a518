import { Link } from "@tanstack/react-router";
import { Icon } from "~/ui/icon";
import { LanguageSwitch } from "~/ui/switches";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";
import { signOut } from "../leaving";
import { openKeys } from "./keys";
import { singleKeys, useSingleKeys } from "./switches";
import { toast } from "./toast";

/** The signed-in person, and personal settings: language, keys, signing out. */
export function Account({ name }: { name: string }) {
  const { me, changeSeller } = useDesk();
  const keys = useSingleKeys();
  const go = (everywhere: boolean) =>
    signOut(everywhere).catch(() => toast({ kind: "alert", text: w.account.signOutFailed }));
  return (
    <div className="account menu" id="account" popover="auto">
      <p className="account-who">
        <span className="quiet small">{w.account.you}</span>
        <b>{name}</b>
        <span className="quiet small">{w.account.role[me.role]}</span>
      </p>
      <LanguageSwitch label={w.account.language} />
      <Link to="/desk/messages" onClick={() => document.getElementById("account")?.hidePopover()}>
        <Icon name="message" />
        {w.account.messages}
      </Link>
      <button type="button" data-theme-switch>
        <Icon name="moon" className="when-light" />
        <Icon name="sun" className="when-dark" />
        {w.account.theme}
      </button>
      <label className="check">
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => singleKeys.set(event.currentTarget.checked)}
        />
        <span>{w.account.shortcuts}</span>
      </label>
      {changeSeller !== null && (
        <button type="button" onClick={changeSeller}>
          <Icon name="shop" />
          {w.nav.sellers}
        </button>
      )}
      <button type="button" popoverTarget="account" popoverTargetAction="hide" onClick={openKeys}>
        <Icon name="help" />
        {w.account.help}
      </button>
      <button type="button" onClick={() => void go(false)}>
        <Icon name="signout" />
        {w.account.signOut}
      </button>
      <button type="button" onClick={() => void go(true)}>
        <Icon name="lock" />
        {w.account.signOutEverywhere}
      </button>
    </div>
  );
}
