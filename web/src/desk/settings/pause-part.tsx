/** Temporary settings: no orders until a moment, or extra minutes for each. Both end automatically. */

import { type Faults, same } from "~/form/use-draft";
import { closesAt } from "~/lib/opening-hours";
import { clock, deskTime } from "~/lib/time";
import { Choices, Field } from "~/ui/field";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import { type Seller, useDesk } from "../desk-context";
import { TextField, Tick } from "../form/controls";
import { textOf, wholeOf } from "../form/numbers";
import { PartForm } from "./part-form";
import { type Change, useSellerDraft } from "./seller";
import { momentAt, NEVER, type When, whenOf } from "./when";

interface Typed {
  paused: boolean;
  until: When;
  extra: string;
  extraUntil: When;
}

const isAhead = (at: string | null): at is string => at !== null && Date.parse(at) > clock.now();

function read(seller: Seller): Typed {
  const { pausedUntil, extraPrepMinutes, extraPrepUntil, timezone } = seller;
  const paused = isAhead(pausedUntil);
  const extra = isAhead(extraPrepUntil);
  return {
    paused,
    until: paused ? whenOf(Date.parse(pausedUntil), timezone) : NEVER,
    extra: extra ? textOf(extraPrepMinutes) : "",
    extraUntil: extra ? whenOf(Date.parse(extraPrepUntil), timezone) : NEVER,
  };
}

/** Unchanged settings are not sent: their end may have passed meanwhile, which would refuse the changed ones. */
function bodyOf(typed: Typed, was: Typed, zone: string): Change {
  const minutes = wholeOf(typed.extra) ?? null;
  const pauses = !same([typed.paused, typed.until], [was.paused, was.until]);
  const adds = !same([typed.extra, typed.extraUntil], [was.extra, was.extraUntil]);
  return {
    ...(pauses && { pausedUntil: typed.paused ? momentAt(typed.until, zone) : null }),
    ...(adds && { extraPrepMinutes: minutes }),
    ...(adds && minutes !== null && { extraPrepUntil: momentAt(typed.extraUntil, zone) }),
  };
}

const MINUTE = 60_000;
/** Minutes from now. */
const SOON: readonly number[] = [30, 60, 120];

export function PausePart() {
  const { seller, zone } = useDesk();
  const check = ({ paused, until, extra, extraUntil }: Typed): Faults => {
    const minutes = wholeOf(extra);
    return {
      ...(paused && momentAt(until, zone) === null && { "/pausedUntil": w.pause.noMoment }),
      ...(minutes === undefined && { "/extraPrepMinutes": dw.form.notANumber }),
      ...(typeof minutes === "number" &&
        momentAt(extraUntil, zone) === null && { "/extraPrepUntil": w.pause.noMoment }),
    };
  };
  const draft = useSellerDraft({ read, check, body: (typed, was) => bodyOf(typed, was, zone) });
  const { typed, set, at } = draft;
  const usual = () => whenOf(closesAt(seller.hours, zone, clock.now()), zone);
  return (
    <PartForm part="pause" draft={draft}>
      <fieldset className="form-part">
        <legend>{w.pause.orders}</legend>
        <Tick
          radio="pause"
          label={w.pause.takes}
          checked={!typed.paused}
          onChange={() => set({ paused: false, until: NEVER })}
        />
        <Tick
          radio="pause"
          label={w.pause.pauses}
          hint={w.pause.pauseText}
          checked={typed.paused}
          onChange={() => set({ paused: true, until: usual() })}
        />
        {typed.paused && (
          <Until
            name={w.pause.until}
            when={typed.until}
            problem={at("/pausedUntil")}
            onChange={(until) => set({ until })}
          />
        )}
      </fieldset>
      <fieldset className="form-part">
        <legend>{w.pause.extra}</legend>
        <TextField
          label={w.pause.minutes}
          hint={w.pause.minutesHint}
          inputMode="numeric"
          unit={w.minutes}
          value={typed.extra}
          problem={at("/extraPrepMinutes")}
          onChange={(extra) =>
            set(typed.extra === "" && extra !== "" ? { extra, extraUntil: usual() } : { extra })
          }
        />
        {typed.extra !== "" && (
          <Until
            name={w.pause.extraUntil}
            when={typed.extraUntil}
            problem={at("/extraPrepUntil")}
            onChange={(extraUntil) => set({ extraUntil })}
          />
        )}
      </fieldset>
    </PartForm>
  );
}

function Until(props: {
  name: string;
  when: When;
  problem: string | undefined;
  onChange: (when: When) => void;
}) {
  const { name, when, problem, onChange } = props;
  const { seller, zone } = useDesk();
  const now = clock.now();
  const closing = closesAt(seller.hours, zone, now);
  const chosen = momentAt(when, zone);
  const ends = SOON.map((minutes) => Math.ceil((now + minutes * MINUTE) / (5 * MINUTE)) * 5 * MINUTE);
  const all = [...new Set([...ends, closing])];
  return (
    <>
      <Choices
        label={name}
        choices={all.map((value) => ({
          value,
          label: value === closing ? w.pause.closing(deskTime(value, zone)) : deskTime(value, zone),
        }))}
        value={chosen === null ? null : Date.parse(chosen)}
        onChange={(at) => onChange(whenOf(at, zone))}
      />
      <div className="form-pair">
        <Field label={w.pause.day(name)} problem={problem}>
          {(control) => (
            <input
              {...control}
              className="input mono"
              type="date"
              value={when.day}
              onChange={(event) => onChange({ ...when, day: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={w.pause.time}>
          {(control) => (
            <input
              {...control}
              className="input mono"
              type="time"
              value={when.time}
              onChange={(event) => onChange({ ...when, time: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
