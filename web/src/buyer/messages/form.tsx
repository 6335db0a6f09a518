/**
 * The form of a buyer's message preferences, saved with the version that was read. After a concurrent change the person
 * decides; a refusal or the end of the session loses no choice.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { type Draft, useDraft } from "~/form/use-draft";
import { useCountdown } from "~/lib/use-countdown";
import { MessageFields } from "~/messages/fields";
import {
  bodyOf,
  elsewhere,
  missingTimes,
  type Preferences,
  type TypedPreferences,
  typedPreferences,
} from "~/messages/preferences";
import { ThisBrowser } from "~/push/this-browser";
import { Icon } from "~/ui/icon";
import { w as mw } from "~/words/messages";
import { w } from "~/words/my-messages";
import { push } from "../push";
import { session } from "../session";

const read = async () => (await session.client.ask("get", "/api/preferences")).preferences;

interface Props {
  kept: Preferences;
  signedIn: boolean;
  onKept: (kept: Preferences) => void;
  onSignedOut: () => void;
  onUnsaved: (unsaved: boolean) => void;
}

export function MessagesForm({ kept, signedIn, onKept, onSignedOut, onUnsaved }: Props) {
  const draft = useDraft<Preferences, TypedPreferences>({
    current: kept,
    read: typedPreferences,
    check: (typed) => missingTimes(typed, mw.missing),
    send: async (typed, was) => {
      const change = { body: bodyOf(typed), ifMatch: was.record.version };
      return (await session.client.ask("put", "/api/preferences", change)).preferences;
    },
    reread: read,
  });
  const { saving, dirty, theirs, refused } = draft;
  const form = useRef<HTMLFormElement>(null);
  const [saved, setSaved] = useState(false);

  useEffect(() => onUnsaved(dirty), [dirty, onUnsaved]);
  useAskToLeave(dirty);
  // The focus goes to the refusal.
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  const ended = refused instanceof Problem && refused.status === 401;
  useEffect(() => {
    if (ended) onSignedOut();
  }, [ended, onSignedOut]);
  // After another sign-in, the person only has to send the form again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only signing in clears what was refused.
  useEffect(() => {
    if (signedIn) saving.clear();
  }, [signedIn]);

  const nothing = !dirty || theirs !== null;
  const submit = async () => {
    if (nothing || saving.busy) return;
    const answer = await draft.submit();
    if (answer === null) return;
    onKept(answer);
    setSaved(true);
  };
  const set = (part: Partial<TypedPreferences>) => {
    setSaved(false);
    draft.set(part);
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <MessageFields
        kept={kept}
        typed={draft.typed}
        set={set}
        at={draft.at}
        below={draft.below}
        browser={
          // The change alters which channels reach the person, and the defaults. If that cannot be read now, it is read later.
          <ThisBrowser push={push} onChanged={() => void read().then(onKept, () => {})} />
        }
      />
      {theirs !== null ? <Theirs theirs={theirs} /> : <Refusal problem={saving.problem} />}
      <div className="my-messages-foot">
        <button
          className="button button-primary button-large"
          type="submit"
          aria-busy={saving.busy}
          aria-disabled={nothing || saving.busy}
        >
          {mw.save}
        </button>
        {dirty && (
          <button className="button button-quiet" type="button" onClick={draft.discard}>
            {w.discard}
          </button>
        )}
        <span className="quiet" role="status">
          {dirty && !saving.busy ? w.unsaved : saved && !dirty ? w.saved : ""}
        </span>
      </div>
    </form>
  );
}

/** A concurrent change by another tab. */
function Theirs({ theirs }: { theirs: NonNullable<Draft<Preferences, TypedPreferences>["theirs"]> }) {
  return (
    <Notice look="amber">
      <span>
        {w.theirs}
        <span className="button-row">
          <button className="button" type="button" onClick={theirs.take}>
            {w.readAgain}
          </button>
          <button className="button" type="button" onClick={theirs.keepMine}>
            {w.keepMine}
          </button>
        </span>
      </span>
    </Notice>
  );
}

/** Why it was refused. The same button sends it again. */
function Refusal({ problem }: { problem: Problem | null }) {
  const wait = useCountdown(problem?.retryAfter, problem) ?? 0;
  if (problem === null || problem.status === 401) return null;
  return (
    <Notice look="brick">
      <span>
        {problem.status === 0 ? w.offlineHint : problem.message} {wait > 0 && w.wait(wait)}
        {elsewhere(problem).map((detail) => (
          <span className="my-messages-line" key={detail}>
            {detail}
          </span>
        ))}
        {problem.requestId && (
          <span className="my-messages-line small">
            {w.request} <span className="mono">{problem.requestId}</span>
          </span>
        )}
      </span>
    </Notice>
  );
}

function Notice({ look, children }: { look: "amber" | "brick"; children: ReactNode }) {
  return (
    <div className={`notice notice-${look}`} role="alert">
      <Icon name="warning" className={look === "amber" ? "is-soon" : "is-bad"} />
      {children}
    </div>
  );
}

/** Asks before a link, *Back* or a reload discards unsaved changes: each of them opens another page here. */
function useAskToLeave(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
