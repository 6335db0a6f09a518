/** One group of messages: its name, its channels, and whether they are the default. */
import { useId } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/messages";
import {
  CHANNELS,
  type Channel,
  channelsOf,
  type Group,
  type Preferences,
  type TypedPreferences,
  toggled,
} from "./preferences";

interface Props {
  group: Group;
  kept: Preferences;
  typed: TypedPreferences;
  problem: string | undefined;
  /** The prefix of the ids of the sentences about reachable channels. */
  reachId: string;
  /** Called with null to return to the default. */
  onChange: (channels: readonly Channel[] | null) => void;
}

export function GroupRow({ group, kept, typed, problem, reachId, onChange }: Props) {
  const id = useId();
  const { name, text } = w.groups[group];
  const { reachable } = kept;
  const channels = channelsOf(group, typed, kept);
  const byDefault = typed.groups[group] === null;
  const arrives = channels.some((channel) => reachable[channel]);
  return (
    <fieldset className="messages-row" aria-describedby={`${id}-text`}>
      <legend>{name}</legend>
      <p className="messages-usual">
        {byDefault ? (
          <span>{w.usual}</span>
        ) : (
          <button
            className="link"
            type="button"
            aria-label={w.toUsualOf(name)}
            onClick={() => onChange(null)}
          >
            {w.toUsual}
          </button>
        )}
        {!arrives && <span>{w.nothing}</span>}
      </p>
      <p className="messages-text quiet" id={`${id}-text`}>
        {text}
      </p>
      <div className="messages-channels">
        {CHANNELS.map((channel, place) => (
          <label
            className="messages-check"
            key={channel}
            title={reachable[channel] ? undefined : w.reach.no[channel]}
          >
            <input
              className="check"
              type="checkbox"
              checked={channels.includes(channel)}
              disabled={!reachable[channel]}
              // The group as a whole was refused: its first editable field gets the focus.
              aria-invalid={problem !== undefined && place === firstOf(reachable) ? true : undefined}
              aria-describedby={reachable[channel] ? undefined : `${reachId}-${channel}`}
              onChange={() => onChange(toggled(channels, channel))}
            />
            <span>{w.channel[channel]}</span>
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p className="problem messages-problem">
          <Icon name="warning" size={16} />
          <span>{problem}</span>
        </p>
      )}
    </fieldset>
  );
}

const firstOf = (reachable: Preferences["reachable"]) => CHANNELS.findIndex((channel) => reachable[channel]);
