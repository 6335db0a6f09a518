/**
 * Fields of message preferences: channels for each group, the language, and quiet hours. The sellers' and the buyers' pages
 * share them, inside forms of their own.
 */
import "./messages.css";
import { type ReactNode, useId, useMemo } from "react";
import { ownZone, zoneChoices } from "~/lib/zones";
import { Field } from "~/ui/field";
import { Icon, type IconName } from "~/ui/icon";
import { LANGUAGES } from "~/words";
import { w } from "~/words/messages";
import { GroupRow } from "./group-row";
import { CHANNELS, type Channel, GROUPS, type Preferences, type TypedPreferences } from "./preferences";

interface Props {
  /** The stored preferences, with the defaults and the reachable channels. */
  kept: Preferences;
  typed: TypedPreferences;
  set: (part: Partial<TypedPreferences>) => void;
  /** The sentence about the field at this pointer. */
  at: (pointer: string) => string | undefined;
  /** The sentence about anything below this pointer. */
  below: (pointer: string) => string | undefined;
  /** The page's part about push in this browser. */
  browser: ReactNode;
  /** The groups that come first. */
  first?: keyof typeof GROUPS;
}

const ICONS: Record<Channel, IconName> = { sms: "message", email: "mail", push: "bell" };

export function MessageFields({ browser, first = "orders", ...props }: Props) {
  const { kept, typed, set, below } = props;
  const id = useId();
  const sections = (first === "work" ? ["work", "orders"] : ["orders", "work"]) as (keyof typeof GROUPS)[];
  return (
    <>
      <Reach id={id} kept={kept} browser={browser} />
      {sections.map((section) => {
        const groups = GROUPS[section].filter((group) => kept.defaults[group] !== undefined);
        if (groups.length === 0) return null;
        return (
          <fieldset className="messages-part messages-table" key={section}>
            <legend>{w.sections[section]}</legend>
            <p className="messages-heads" aria-hidden="true">
              {CHANNELS.map((channel) => (
                <span key={channel}>{w.channel[channel]}</span>
              ))}
            </p>
            {groups.map((group) => (
              <GroupRow
                key={group}
                group={group}
                kept={kept}
                typed={typed}
                problem={below(`/groups/${group}`)}
                reachId={id}
                onChange={(channels) => set({ groups: { ...typed.groups, [group]: channels } })}
              />
            ))}
          </fieldset>
        );
      })}
      <When {...props} />
    </>
  );
}

/** The channels that reach the person, and the reasons for which others do not. */
function Reach({ id, kept, browser }: { id: string } & Pick<Props, "kept" | "browser">) {
  return (
    <section className="messages-part" aria-labelledby={`${id}-reach`}>
      <h2 id={`${id}-reach`}>{w.reach.title}</h2>
      <ul className="messages-reach">
        {CHANNELS.map((channel) => {
          const reaches = kept.reachable[channel];
          return (
            <li key={channel} className={reaches ? undefined : "quiet"}>
              <Icon name={reaches ? ICONS[channel] : "cross"} />
              <b>{w.channel[channel]}</b>
              <span id={`${id}-${channel}`}>{(reaches ? w.reach.yes : w.reach.no)[channel]}</span>
            </li>
          );
        })}
      </ul>
      {browser}
    </section>
  );
}

function When({ kept, typed, set, at }: Omit<Props, "below" | "browser">) {
  const languages = Object.entries(LANGUAGES);
  const known = typed.language === "" || languages.some(([code]) => code === typed.language);
  const id = useId();
  const quiet = (on: boolean) =>
    // Quiet hours are by a clock: the time zone of this device is proposed.
    set({ quiet: on, timezone: kept.timezone ?? (on ? ownZone() : "") });
  return (
    <fieldset className="messages-part">
      <legend>{w.when}</legend>
      <Select
        label={w.language}
        hint={w.languageHint}
        value={typed.language}
        problem={at("/language")}
        choices={[
          ["", w.asOrders],
          ...languages,
          // A value that another client has set.
          ...(known ? [] : [[typed.language, nameOf(typed.language)] as const]),
        ]}
        onChange={(language) => set({ language })}
      />
      <div>
        <label className="messages-check">
          <input
            className="check"
            type="checkbox"
            checked={typed.quiet}
            aria-describedby={`${id}-quiet`}
            onChange={(event) => quiet(event.currentTarget.checked)}
          />
          <b>{w.quiet}</b>
        </label>
        <p className="hint" id={`${id}-quiet`}>
          {w.quietText} {w.always}
        </p>
      </div>
      {typed.quiet && <Hours kept={kept} typed={typed} set={set} at={at} />}
    </fieldset>
  );
}

function Hours({ kept, typed, set, at }: Omit<Props, "below" | "browser">) {
  const mine = ownZone();
  const zones = useMemo(() => zoneChoices(mine, kept.timezone ?? mine), [mine, kept.timezone]);
  const { from, to, timezone } = typed;
  const overnight = from !== "" && to !== "" && to < from;
  return (
    <div className="messages-hours">
      <Time label={w.from} value={from} problem={at("/quietHours/from")} onChange={(from) => set({ from })} />
      <Time
        label={w.to}
        hint={overnight ? w.nextDay : undefined}
        value={to}
        problem={at("/quietHours/to")}
        onChange={(to) => set({ to })}
      />
      <Select
        label={w.timezone}
        value={timezone}
        problem={at("/timezone")}
        choices={[
          [mine, w.ofDevice(mine.replaceAll("_", " "))],
          ["", w.ofSeller],
          ...zones.filter(([zone]) => zone !== mine),
        ]}
        onChange={(timezone) => set({ timezone })}
      />
    </div>
  );
}

interface ControlProps {
  label: string;
  hint?: string | undefined;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function Time({ label, hint, value, problem, onChange }: ControlProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <input
          {...control}
          className="input mono"
          type="time"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Select(props: ControlProps & { choices: readonly (readonly [value: string, name: string])[] }) {
  const { label, hint, value, problem, choices, onChange } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <span className="select">
          <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            {choices.map(([one, name]) => (
              <option key={one} value={one}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="down" size={16} />
        </span>
      )}
    </Field>
  );
}

/** A language's own name: `Deutsch (Österreich)`. */
const nameOf = (tag: string) => new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
