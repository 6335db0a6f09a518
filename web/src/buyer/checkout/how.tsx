/** The fulfilment of a seller's order: method and time. */
import { money } from "~/lib/money";
import { nextDay } from "~/lib/opening-hours";
import { buyerTime, clock, dayOf, longDay, otherZone, zoneName } from "~/lib/time";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { shortAddress } from "../address";
import type { Method, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import type { Wishes } from "./details";
import type { Faults } from "./request";
import { daysFor, soonest, timesOnDay } from "./times";
import { w } from "./words";

interface Props {
  seller: Seller;
  /** Whether there are several sellers, so that this one is named. */
  named: boolean;
  method: Method | undefined;
  wishes: Wishes;
  faults: Faults;
  onMethod(method: Method): void;
  onWishes(wishes: Wishes): void;
}

export function How({ seller, named, method, wishes, faults, onMethod, onWishes }: Props) {
  const words = useWords();
  return (
    <fieldset>
      <legend>{named ? w.howAt(seller.name) : w.how}</legend>
      {seller.methods.length === 0 && <p className="hint">{w.noMethod}</p>}
      {seller.methods.map((one) => (
        <label className="choice" key={one}>
          <input
            className="check"
            type="radio"
            name={`how ${seller.id}`}
            checked={one === method}
            onChange={() => onMethod(one)}
          />
          <span>
            <b>{words.method[one]}</b>
            <span className="quiet small">{promiseOf(seller, one)}</span>
          </span>
          <b>{feeOf(seller, one, words.free)}</b>
        </label>
      ))}
      {method && method !== "shipping" && (
        <When seller={seller} method={method} wishes={wishes} faults={faults} onWishes={onWishes} />
      )}
    </fieldset>
  );
}

const feeOf = (seller: Seller, method: Method, free: string) =>
  method === "delivery" && seller.charges.deliveryFee > 0
    ? money(seller.charges.deliveryFee, seller.currency)
    : free;

/** `1410 Park Road NW, about 1:15 PM`. */
export function promiseOf(seller: Seller, method: Method): string {
  if (method === "shipping") return w.sent;
  const soon = soonest(seller, method, clock.now());
  const time = (at: number) => buyerTime(at, seller.timezone);
  const about = !soon
    ? ""
    : method === "pickup"
      ? w.aboutAt(time(soon.from))
      : w.about(time(soon.from), time(soon.to));
  const place = method === "pickup" && seller.address ? shortAddress(seller.address) : "";
  return [place, about].filter(Boolean).join(", ");
}

type WhenProps = Omit<Props, "named" | "onMethod"> & { method: Method };

function When({ seller, method, wishes, faults, onWishes }: WhenProps) {
  const now = clock.now();
  const later = wishes.requestedFor !== undefined;
  const days = later ? daysFor(seller, method, now) : [];
  const { requestedFor: _, ...soon } = wishes;
  const choose = (at: number | undefined) =>
    onWishes(at === undefined ? soon : { ...wishes, requestedFor: new Date(at).toISOString() });
  const chooseLater = () => {
    const day = daysFor(seller, method, now)[0];
    const first = day === undefined ? undefined : timesOnDay(seller, method, day, now)[0];
    if (first === undefined) onWishes({ ...wishes, requestedFor: "" });
    else choose(first);
  };
  return (
    <>
      <div className="pair">
        <Field label={w.when}>
          {(control) => (
            <span className="select">
              <select
                {...control}
                value={later ? "later" : "soon"}
                onChange={(event) =>
                  event.currentTarget.value === "soon" ? choose(undefined) : chooseLater()
                }
              >
                <option value="soon">{w.soon}</option>
                <option value="later">{w.later}</option>
              </select>
              <Icon name="down" size={16} />
            </span>
          )}
        </Field>
        {method === "delivery" && seller.zones.length > 0 && (
          <Field label={w.zone} problem={faults[`${seller.id} zone`]}>
            {(control) => (
              <span className="select">
                <select
                  {...control}
                  value={wishes.zoneId}
                  onChange={(event) => onWishes({ ...wishes, zoneId: event.currentTarget.value })}
                >
                  <option value="">{w.chooseZone}</option>
                  {seller.zones.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
                <Icon name="down" size={16} />
              </span>
            )}
          </Field>
        )}
      </div>
      {later && days.length === 0 && <p className="hint">{w.noTimes}</p>}
      {later && days.length > 0 && (
        <DayAndTime
          seller={seller}
          method={method}
          days={days}
          at={Date.parse(wishes.requestedFor ?? "")}
          problem={faults[`${seller.id} when`]}
          onChoose={choose}
        />
      )}
    </>
  );
}

interface DayAndTimeProps {
  seller: Seller;
  method: Method;
  days: readonly string[];
  /** The chosen number; NaN for none. */
  at: number;
  problem: string | undefined;
  onChoose(at: number): void;
}

function DayAndTime({ seller, method, days, at, problem, onChoose }: DayAndTimeProps) {
  const zone = seller.timezone;
  const now = clock.now();
  const chosen = Number.isNaN(at) ? "" : dayOf(at, zone);
  const day = days.includes(chosen) ? chosen : (days[0] ?? "");
  const times = timesOnDay(seller, method, day, now);
  const known = times.includes(at);
  const onDay = (next: string) => {
    const first = timesOnDay(seller, method, next, now)[0];
    if (first !== undefined) onChoose(first);
  };
  return (
    <div className="pair pair-keep">
      <Field label={w.day}>
        {(control) => (
          <span className="select">
            <select {...control} value={day} onChange={(event) => onDay(event.currentTarget.value)}>
              {days.map((one) => (
                <option key={one} value={one}>
                  {nameOfDay(one, zone, now)}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
      </Field>
      <Field
        label={w.time}
        problem={problem}
        hint={otherZone(zone) ? w.zoneTimes(zoneName(zone)) : undefined}
      >
        {(control) => (
          <span className="select">
            <select
              {...control}
              value={known ? String(at) : ""}
              onChange={(event) => event.currentTarget.value && onChoose(Number(event.currentTarget.value))}
            >
              {!known && <option value="" />}
              {times.map((time) => (
                <option key={time} value={String(time)}>
                  {buyerTime(time, zone)}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
      </Field>
    </div>
  );
}

function nameOfDay(day: string, zone: string, now: number): string {
  const today = dayOf(now, zone);
  if (day === today) return w.today;
  if (day === nextDay(today)) return w.tomorrow;
  return longDay(`${day}T12:00:00Z`, "UTC");
}
