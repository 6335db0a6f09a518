/** A choice of any number among a few, as check boxes. */
export function Picks({
  of,
  chosen,
  onChoose,
}: {
  of: readonly { value: string; label: string }[];
  chosen: readonly string[];
  /** The new choice; undefined for none. */
  onChoose: (values: string[] | undefined) => void;
}) {
  const toggle = (value: string, on: boolean) => {
    const next = on ? [...chosen, value] : chosen.filter((one) => one !== value);
    onChoose(next.length > 0 ? next : undefined);
  };
  return (
    <ul className="picks">
      {of.map(({ value, label }) => (
        <li key={value}>
          <label>
            <input
              className="check"
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => toggle(value, event.currentTarget.checked)}
            />
            {label}
          </label>
        </li>
      ))}
    </ul>
  );
}
