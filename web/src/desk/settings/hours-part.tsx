/** Opening hours: spans by weekday, also past midnight, and the shop's present text about them. */
import { useRef } from "react";
import type { Draft, Faults } from "~/form/use-draft";
import { DAYS, openness } from "~/lib/opening-hours";
import { clock, deskTime, shortDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w as ew } from "~/words/editing";
import { w } from "~/words/settings";
import type { Seller } from "../desk-context";
import { useDesk } from "../desk-context";
import { GroupProblem, Tick } from "../form/controls";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";
import {
  copied,
  firstOf,
  hoursOf,
  isPastMidnight,
  MOST_SPANS,
  missingTimes,
  type Span,
  type Week,
  weekOf,
  withSpan,
} from "./week";

interface Typed {
  always: boolean;
  week: Week;
}

const read = (seller: Seller): Typed => ({ always: seller.hours.length === 0, week: weekOf(seller.hours) });

function check({ always, week }: Typed): Faults {
  if (always) return {};
  // The API treats a seller without hours as always open, which is not meant by closing every day.
  if (hoursOf(week).length === 0) return { "/hours": w.hours.none };
  return missingTimes(week, dw.form.missing);
}

export function HoursPart() {
  const draft = useSellerDraft({
    read,
    check,
    body: ({ always, week }) => ({ hours: always ? [] : hoursOf(week) }),
  });
  const { typed, set, at } = draft;
  return (
    <PartForm part="hours" draft={draft}>
      <div className="form-part">
        <fieldset>
          <legend className="out-of-sight">{w.parts.hours.title}</legend>
          <Tick
            radio="hours"
            label={w.hours.byDay}
            checked={!typed.always}
            onChange={() => set({ always: false })}
          />
          <Tick
            radio="hours"
            label={w.hours.always}
            checked={typed.always}
            onChange={() => set({ always: true })}
          />
        </fieldset>
        {!typed.always && (
          <ul className="week">
            {DAYS.map((day) => (
              <Day key={day} day={day} draft={draft} />
            ))}
          </ul>
        )}
        <GroupProblem problem={at("/hours")} />
      </div>
      <Shown typed={typed} />
    </PartForm>
  );
}

function Day({ day, draft }: { day: (typeof DAYS)[number]; draft: Draft<Seller, Typed> }) {
  const { typed, set, at } = draft;
  const { week } = typed;
  const name = ew.weekdays[day];
  const first = firstOf(week, day);
  const add = useRef<HTMLButtonElement>(null);
  const put = (spans: readonly Span[]) => set({ week: { ...week, [day]: spans } });
  const change = (key: number, part: Partial<Span>) =>
    put(week[day].map((span) => (span.key === key ? { ...span, ...part } : span)));
  return (
    <li>
      <fieldset>
        <legend>{name}</legend>
        {week[day].length === 0 && <p className="quiet week-closed">{w.hours.closed}</p>}
        {week[day].map((span, nth) => {
          const place = `/hours/${first + nth}`;
          const problem = at(place) ?? at(`${place}/opens`) ?? at(`${place}/closes`);
          const id = `hours-${day}-${span.key}`;
          const about = {
            "aria-invalid": problem === undefined ? undefined : (true as const),
            "aria-describedby": problem === undefined ? undefined : id,
          };
          return (
            <div key={span.key} className="week-span">
              <input
                {...about}
                className="input mono"
                type="time"
                aria-label={w.hours.opens(name, nth + 1)}
                value={span.opens}
                onChange={(event) => change(span.key, { opens: event.currentTarget.value })}
              />
              <span aria-hidden="true">–</span>
              <input
                {...about}
                className="input mono"
                type="time"
                aria-label={w.hours.closes(name, nth + 1)}
                value={span.closes}
                onChange={(event) => change(span.key, { closes: event.currentTarget.value })}
              />
              <button
                className="button button-quiet button-icon"
                type="button"
                aria-label={w.hours.remove(name, nth + 1)}
                onClick={() => {
                  put(week[day].filter(({ key }) => key !== span.key));
                  // The focus is not lost with the removed button.
                  add.current?.focus();
                }}
              >
                <Icon name="cross" />
              </button>
              {isPastMidnight(span) && <span className="quiet small">{w.hours.nextDay}</span>}
              {problem !== undefined && (
                <p className="problem" id={id}>
                  <Icon name="warning" size={16} />
                  <span>{problem}</span>
                </p>
              )}
            </div>
          );
        })}
      </fieldset>
      <span className="week-do">
        <button
          ref={add}
          className="button button-quiet"
          type="button"
          aria-label={w.hours.addTo(name)}
          aria-disabled={hoursOf(week).length >= MOST_SPANS}
          onClick={() => hoursOf(week).length < MOST_SPANS && set({ week: withSpan(week, day) })}
        >
          <Icon name="plus" />
          {w.hours.add}
        </button>
        {week[day].length > 0 && (
          <button
            className="button button-quiet button-icon"
            type="button"
            aria-label={w.hours.copy(name)}
            title={w.hours.copy(name)}
            onClick={() => set({ week: copied(week, day) })}
          >
            <Icon name="copy" />
          </button>
        )}
      </span>
    </li>
  );
}

/** The shop's present text with these hours. */
function Shown({ typed: { always, week } }: { typed: Typed }) {
  const { zone } = useDesk();
  const hours = always ? [] : hoursOf(week).filter(({ opens, closes }) => opens !== "" && closes !== "");
  if (!always && hours.length === 0) return null;
  const now = clock.now();
  const { open, at } = openness(hours, zone, now);
  const time = at === undefined ? null : timeAndDay(at, now, zone);
  return (
    <p className="notice" role="status">
      <Icon name="clock" className={open ? "is-good" : "is-soon"} />
      <span>
        {w.hours.shown} <b>{open ? w.hours.open(time) : w.hours.opensAt(time)}</b>
      </span>
    </p>
  );
}

function timeAndDay(at: number, now: number, zone: string): string {
  const day = shortDay(at, zone);
  return day === shortDay(now, zone) ? deskTime(at, zone) : w.hours.dayAndTime(day, deskTime(at, zone));
}
