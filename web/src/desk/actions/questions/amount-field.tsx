/** Where an amount of money is typed, as people write it. */
import { Field } from "~/ui/field";

export function AmountField(props: {
  label: string;
  hint: string;
  problem: string | undefined;
  typed: string;
  onType: (typed: string) => void;
}) {
  const { typed, onType, ...field } = props;
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input mono"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
