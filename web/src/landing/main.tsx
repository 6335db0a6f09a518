import "~/ui/tokens.css";
import "~/ui/base.css";
import "../buyer/buyer.css";
import "./landing.css";
import { createRoot } from "react-dom/client";
import { Client } from "~/api/client";
import { clock } from "~/lib/time";
import { Icon, Mark } from "~/ui/icon";
import { LanguageSwitch, ThemeSwitch } from "~/ui/switches";
import { w } from "~/words/landing";
import { deadLetters, messages, now, people } from "./local";
import { type First, LocalPage } from "./local-page";
import { PublicPage } from "./public-page";

function Landing({ local, zone }: { local: First | null; zone: string }) {
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="buyer-top wide">
        <a className="brand" href="/">
          <Mark />
          <b>Docket</b>
        </a>
        {local && (
          <span className="tag">
            <Icon name="live" className="is-good" />
            {w.running(location.port)}
          </span>
        )}
        <LanguageSwitch label={w.language} />
        <ThemeSwitch label={w.theme} />
      </header>
      <main className="wide" id="main">
        {local ? <LocalPage first={local} zone={zone} /> : <PublicPage />}
      </main>
    </>
  );
}

/** The time zone of the demo's sellers, in which the clock is shown. */
async function zoneOf(id: string | undefined): Promise<string> {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (id === undefined) return own;
  const asked = new Client().ask("get", "/api/sellers/{id}", { path: { id } });
  return asked.then(
    ({ seller }) => seller.timezone,
    () => own,
  );
}

const root = document.getElementById("root");
if (root) {
  const [known, moment, sent, givenUp] = await Promise.all([people(), now(), messages(), deadLetters()]);
  if (moment !== null) clock.set(moment);
  const local = known && { people: known, messages: sent ?? [], deadLetters: givenUp ?? 0 };
  const zone = await zoneOf(known?.sellers[0]?.id);
  document.body.classList.add("land");
  document.title = local ? w.title : "Docket";
  createRoot(root).render(<Landing local={local} zone={zone} />);
}
