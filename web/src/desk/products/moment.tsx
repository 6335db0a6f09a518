/** A day and a time in the seller's zone, chosen in the browser's own field. */
import { momentOf } from "~/lib/opening-hours";
import { clock, dayOf, deskTime, otherZone, zoneName } from "~/lib/time";
import { Field } from "~/ui/field";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { timeOrDay } from "../open-orders/labels";

/** `2026-11-29T13:30`, as the field writes a moment. */
export const wallOf = (at: number, zone: string): string => `${dayOf(at, zone)}T${deskTime(at, zone)}`;

const DAY = 24 * 60 * 60_000;

/** When something ends: a time, and the day only where the time alone would mislead. */
export const untilText = (at: number, now: number, zone: string): string =>
  at - now < DAY ? deskTime(at, zone) : timeOrDay(at, zone);

/** The moment that the field means; null while it is not filled in, and for a time that clocks skip. */
export function momentOfWall(wall: string, zone: string): number | null {
  const [day, time] = wall.split("T");
  return day && time ? momentOf(day, time.slice(0, 5), zone) : null;
}

export function MomentField({
  value,
  onChange,
  problem,
}: {
  value: string;
  onChange: (wall: string) => void;
  problem: string | undefined;
}) {
  const { zone } = useDesk();
  return (
    <Field
      label={w.sale.moment}
      hint={otherZone(zone) === null ? undefined : w.sale.zone(zoneName(zone))}
      problem={problem}
    >
      {(control) => (
        <input
          {...control}
          className="input moment"
          type="datetime-local"
          min={wallOf(clock.now(), zone)}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
