/** Chooses a driver, and shows each driver's open batches. */
import { w } from "~/words/dispatch";
import { SelectField } from "../form/controls";
import type { Batch, Driver } from "./batches";
import { shortNumber } from "./places";

export function DriverSelect(props: {
  drivers: readonly Driver[];
  batches: readonly Batch[];
  value: string;
  onChange: (id: string) => void;
  /** The value for no driver. */
  none: string;
  problem: string | undefined;
}) {
  const { drivers, batches, value, onChange, none, problem } = props;
  return (
    <SelectField
      label={w.draft.driver}
      hint={drivers.length === 0 ? w.noDrivers : undefined}
      problem={problem}
      value={value}
      choices={[
        ["", none],
        ...drivers.map(({ id, name }) => {
          const his = batches.filter(({ driverId }) => driverId === id);
          const numbers = his.map(({ batchNumber }) => shortNumber(batchNumber)).join(", ");
          return [id, his.length === 0 ? w.draft.free(name) : w.draft.busy(name, numbers)] as const;
        }),
      ]}
      onChange={onChange}
    />
  );
}
