/** The schedule of a template: a rule that is built from choices, with a text that describes it. */

import { DAYS } from "~/lib/opening-hours";
import { zoneName } from "~/lib/time";
import { w as ew } from "~/words/editing";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { GroupProblem, SelectField, TextField, Tick } from "../form/controls";
import { ruleText } from "./describe";
import { type Repeats, type TypedSchedule, typedRule } from "./typed-schedule";

interface Props {
  typed: TypedSchedule;
  at: (pointer: string) => string | undefined;
  onChange: (part: Partial<TypedSchedule>) => void;
}

const REPEATS = ["never", "daily", "weekly", "monthly"] as const;
const MONTH_DAYS = [...Array.from({ length: 31 }, (_, day) => String(day + 1)), "-1"];

export function ScheduleFields({ typed, at, onChange }: Props) {
  const { zone } = useDesk();
  const { was, repeats } = typed;
  const isKept = was !== null && (repeats === "kept" || was.cron !== undefined);
  const choices: (readonly [Repeats, string])[] = REPEATS.map((one) => [one, w.form.repeats[one]] as const);
  if (isKept) choices.push(["kept", w.rule.custom(was.rrule ?? was.cron ?? "")]);
  const timezone = was?.timezone ?? zone;
  const rule = typedRule(typed);
  return (
    <fieldset className="form-part">
      <legend>{w.form.when}</legend>
      <SelectField
        label={w.form.orders}
        value={repeats}
        choices={choices}
        problem={at("/schedule/rrule") ?? at("/schedule/cron") ?? at("/schedule/timezone")}
        onChange={(next) => onChange({ repeats: next })}
      />
      {repeats !== "never" && repeats !== "kept" && (
        <>
          <div className="form-pair">
            <TextField
              label={w.form.every}
              inputMode="numeric"
              unit={w.form.unit[repeats]}
              value={typed.interval}
              problem={at("/schedule/interval")}
              onChange={(interval) => onChange({ interval })}
            />
            <TextField
              mono
              label={w.form.time}
              hint={w.form.zoneHint(zoneName(timezone))}
              type="time"
              value={typed.time}
              problem={at("/schedule/time")}
              onChange={(time) => onChange({ time })}
            />
          </div>
          {repeats === "weekly" && <Weekdays typed={typed} at={at} onChange={onChange} />}
          {repeats === "monthly" && (
            <SelectField
              label={w.form.monthDay}
              hint={Number(typed.monthDay) > 28 ? w.form.shortMonths : undefined}
              value={typed.monthDay}
              choices={MONTH_DAYS.map((day) => [day, w.form.onDay(Number(day))] as const)}
              onChange={(monthDay) => onChange({ monthDay })}
            />
          )}
          <div className="form-pair">
            <TextField
              mono
              label={w.form.start}
              hint={w.form.startHint}
              type="date"
              value={typed.start}
              problem={at("/schedule/startsAt")}
              onChange={(start) => onChange({ start })}
            />
            <End typed={typed} at={at} onChange={onChange} />
          </div>
        </>
      )}
      {repeats !== "never" && (
        <>
          <fieldset className="template-shortage">
            <legend className="label">{w.form.shortage}</legend>
            <Tick
              radio="shortage"
              label={w.form.skip}
              checked={typed.onShortage === "skip"}
              onChange={() => onChange({ onShortage: "skip" })}
            />
            <Tick
              radio="shortage"
              label={w.form.stop}
              checked={typed.onShortage === "stop"}
              onChange={() => onChange({ onShortage: "stop" })}
            />
          </fieldset>
          <p className="template-words" role="status">
            {rule && ruleText(rule)}
          </p>
        </>
      )}
    </fieldset>
  );
}

function Weekdays({ typed, at, onChange }: Props) {
  return (
    <fieldset className="template-days">
      <legend className="label">{w.form.days}</legend>
      <div className="chips">
        {DAYS.map((day) => {
          const on = typed.days.includes(day);
          const next = on
            ? typed.days.filter((one) => one !== day)
            : DAYS.filter((one) => one === day || typed.days.includes(one));
          return (
            <button
              key={day}
              className="chip"
              type="button"
              aria-pressed={on}
              onClick={() => onChange({ days: next })}
            >
              {ew.weekdays[day]}
            </button>
          );
        })}
      </div>
      <GroupProblem problem={at("/schedule/days")} />
    </fieldset>
  );
}

function End({ typed, at, onChange }: Props) {
  return (
    <div className="template-end">
      <SelectField
        label={w.form.end}
        value={typed.end}
        choices={[
          ["never", w.form.ends.never],
          ["on", w.form.ends.on],
          ["after", w.form.ends.after],
        ]}
        onChange={(end) => onChange({ end })}
      />
      {typed.end === "on" && (
        <TextField
          mono
          label={w.form.endDay}
          type="date"
          value={typed.endDay}
          problem={at("/schedule/end")}
          onChange={(endDay) => onChange({ endDay })}
        />
      )}
      {typed.end === "after" && (
        <TextField
          label={w.form.endCount}
          inputMode="numeric"
          value={typed.endCount}
          problem={at("/schedule/end")}
          onChange={(endCount) => onChange({ endCount })}
        />
      )}
    </div>
  );
}
