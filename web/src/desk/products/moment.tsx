/** A day and a time in the seller's time zone, in the browser's own field. */
import { clock, deskTime, otherZone, zoneName } from "~/lib/time";
import { Field } from "~/ui/field";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { timeOrDay } from "../open-orders/labels";
import { wallOf } from "./wall";

const DAY = 24 * 60 * 60_000;

/** The end of a pause: a time, with the day only where the time alone would be ambiguous. */
export const untilText = (at: number, now: number, zone: string): string =>
  at - now < DAY ? deskTime(at, zone) : timeOrDay(at, zone);

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
