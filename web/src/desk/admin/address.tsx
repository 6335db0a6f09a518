import type { InternalOrder } from "../open-orders/types";

type Address = NonNullable<InternalOrder["delivery"]["address"]>;

/** A postal address, a line for each of its parts. */
export function AddressLines({ address }: { address: Address }) {
  const { line1, line2, locality, city, state, postalCode, country } = address;
  const place = [postalCode, city, state].filter(Boolean).join(" ");
  return [line1, line2, locality, place, country]
    .filter((line) => line !== undefined && line !== "")
    .map((line) => (
      <span className="admin-line" key={line}>
        {line}
      </span>
    ));
}
