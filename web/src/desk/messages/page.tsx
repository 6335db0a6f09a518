/** A member's message preferences. Drivers open this page from their own one, without the frame of the sellers' pages. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDraft } from "~/form/use-draft";
import { MessageFields } from "~/messages/fields";
import {
  bodyOf,
  missingTimes,
  type Preferences,
  type TypedPreferences,
  typedPreferences,
} from "~/messages/preferences";
import { ThisBrowser } from "~/push/this-browser";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/messages";
import { session } from "../begin";
import { useMaybeDriver } from "../drive/driver";
import { DraftForm } from "../form/draft-form";
import { Page } from "../form/page";
import { push } from "../push";
import { useTitle } from "../shell/title";
import { Toasts, toast } from "../shell/toast";
import { Updates } from "../shell/updates";
import { Unread } from "../states";
import "./driver-frame.css";

export function MessagesPage() {
  return useMaybeDriver() === null ? (
    <Page form>
      <Own />
    </Page>
  ) : (
    <OfDriver />
  );
}

function OfDriver() {
  useTitle(`${w.title} · Docket`);
  return (
    <div className="driver-frame">
      <Updates />
      <header>
        <Link className="button button-quiet" to="/desk/drive">
          <Icon name="undo" />
          {desk.form.back(desk.nav.drive)}
        </Link>
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{w.title}</h1>
        <Own />
      </main>
      <Toasts />
    </div>
  );
}

const KEY = ["preferences"];
const read = async () => (await session.client.ask("get", "/api/preferences")).preferences;

function Own() {
  // Concurrent changes are found when the preferences are saved.
  const found = useQuery({ queryKey: KEY, queryFn: read, refetchOnReconnect: false });
  return (
    <>
      <p className="quiet">{w.lead}</p>
      {found.data ? <Form kept={found.data} /> : <Unread read={found} />}
    </>
  );
}

function Form({ kept }: { kept: Preferences }) {
  const queries = useQueryClient();
  const put = (preferences: Preferences) => {
    queries.setQueryData<Preferences>(KEY, preferences);
    return preferences;
  };
  const draft = useDraft<Preferences, TypedPreferences>({
    current: kept,
    read: typedPreferences,
    check: (typed) => missingTimes(typed, w.missing),
    send: async (typed, was) => {
      const change = { body: bodyOf(typed), ifMatch: was.record.version };
      return put((await session.client.ask("put", "/api/preferences", change)).preferences);
    },
    reread: async () => put(await read()),
  });
  return (
    <DraftForm draft={draft} save={w.save} onSaved={() => toast({ kind: "status", text: desk.form.saved })}>
      <MessageFields
        kept={kept}
        typed={draft.typed}
        set={draft.set}
        at={draft.at}
        below={draft.below}
        browser={
          // The change alters which channels reach the person, and the defaults.
          <ThisBrowser push={push} onChanged={() => void queries.invalidateQueries({ queryKey: KEY })} />
        }
        first="work"
      />
    </DraftForm>
  );
}
