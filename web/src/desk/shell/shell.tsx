import "./shell.css";
import { Outlet, useLocation, useMatches } from "@tanstack/react-router";
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";
import { useNewCount } from "../open-orders/new-count";
import { pageAt } from "../pages";
import { useGoKeys } from "./go";
import { Header } from "./header";
import { KeysDialog } from "./keys";
import { tryNow, useLive } from "./live";
import { Nav } from "./nav";
import { useTitle } from "./title";
import { Toasts } from "./toast";
import { Updates } from "./updates";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** A page for a screen on the wall, which uses the whole window. */
    wall?: boolean;
  }
}

/** Nav, header, and the page between them, which is the only scrolling area. */
export function Shell() {
  const fresh = useNewCount();
  const { seller } = useDesk();
  const wall = useMatches({ select: (matches) => matches.some((match) => match.staticData.wall) });
  const name = useLocation({ select: ({ pathname }) => nameAt(pathname) });
  useTitle(w.title(name, seller.name, fresh));
  useGoKeys();
  if (wall)
    return (
      <div className="desk-wall">
        <Updates />
        <Outlet />
        <KeysDialog />
        <Toasts />
      </div>
    );
  return (
    <div className="desk">
      <a className="skip" href="#main">
        {w.nav.skip}
      </a>
      <Nav fresh={fresh} />
      <Header page={name} />
      <main className="main" id="main" tabIndex={-1}>
        <Updates />
        <OfflineBar />
        <Outlet />
      </main>
      <KeysDialog />
      <Toasts />
    </div>
  );
}

/** The title of the page. The page about messages is everybody's, and not in the nav. */
const nameAt = (pathname: string) =>
  pathname === "/desk/messages" ? w.account.messages : w.nav.pages[pageAt(pathname)?.word ?? "orders"];

function OfflineBar() {
  const { state, since } = useLive();
  const { zone } = useDesk();
  if (state !== "offline") return null;
  return (
    <div className="notice notice-brick desk-bar" role="status">
      <Icon name="offline" />
      <span>{w.offline.bar(deskTime(since, zone))}</span>
      <button className="button" type="button" onClick={() => tryNow.get()()}>
        {w.offline.again}
      </button>
    </div>
  );
}
