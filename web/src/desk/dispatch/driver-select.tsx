/** Chooses a driver, with what each of them has to do already. */
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import type { Batch, Driver } from "./batches";
import { shortNumber } from "./places";

export function DriverSelect(props: {
  drivers: readonly Driver[];
  batches: readonly Batch[];
  value: string;
  onChange: (id: string) => void;
  /** What stands for no driver. */
  none: string;
  problem: string | undefined;
}) {
  const { drivers, batches, value, onChange, none, problem } = props;
  return (
    <Field label={w.draft.driver} problem={problem} hint={drivers.length === 0 ? w.noDrivers : undefined}>
      {(control) => (
        <span className="select">
          <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            <option value="">{none}</option>
            {drivers.map(({ id, name }) => {
              const his = batches.filter(({ driverId }) => driverId === id);
              return (
                <option key={id} value={id}>
                  {his.length === 0
                    ? w.draft.free(name)
                    : w.draft.busy(name, his.map(({ batchNumber }) => shortNumber(batchNumber)).join(", "))}
                </option>
              );
            })}
          </select>
          <Icon name="down" size={16} />
        </span>
      )}
    </Field>
  );
}
