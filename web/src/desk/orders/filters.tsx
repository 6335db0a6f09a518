/** The row of filters: frequent ones to choose, active ones to remove, and the sum of the list. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { useDrivers } from "../open-orders/queries";
import { METHODS, type OrderRow, PAYMENTS } from "../open-orders/types";
import { type FilterLabel, filterLabels } from "./filter-labels";
import { Picks } from "./picks";
import { Popover } from "./popover";
import type { SearchChange } from "./search";
import { useChangeSearch, useOrderSearch } from "./use-search";

const AllFilters = lazy(() => import("./all-filters"));

export function useFilterLabels(): FilterLabel[] {
  const { seller, currency } = useDesk();
  const drivers = useDrivers();
  const search = useOrderSearch();
  return useMemo(
    () => filterLabels(search, { lifecycle: seller.lifecycle, currency, zones: seller.zones, drivers }),
    [search, seller, currency, drivers],
  );
}

export function Filters({ meals, children }: { meals: readonly string[]; children: ReactNode }) {
  const { seller } = useDesk();
  const labels = useFilterLabels();
  const named = (values: readonly string[], words: Record<string, string>) =>
    values.map((value) => ({ value, label: words[value] ?? value }));
  return (
    <fieldset className="filters" aria-label={w.filters.label}>
      <Popover
        className="chip"
        label={w.filters.title}
        wide
        button={
          <>
            <Icon name="filter" size={16} />
            {w.filters.all}
          </>
        }
      >
        {(close) => (
          <Suspense>
            <AllFilters meals={meals} onClose={close} />
          </Suspense>
        )}
      </Popover>
      <Quick name="method" label={w.filters.method} choices={named(METHODS, w.method)} />
      <Quick
        name="zone"
        label={w.filters.zone}
        choices={seller.zones.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Quick name="payment" label={w.filters.payment} choices={named(PAYMENTS, w.payment)} />
      {labels.map((one) => (
        <Chosen key={one.names.join()} label={one} />
      ))}
      {children}
    </fieldset>
  );
}

interface QuickProps {
  name: "method" | "zone" | "payment";
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** A frequent filter. An active one has a chip instead; until then several values can be chosen. */
function Quick({ name, label, choices }: QuickProps) {
  const chosen = useOrderSearch()[name];
  const change = useChangeSearch();
  const [open, setOpen] = useState(false);
  if (choices.length === 0 || (chosen && !open)) return null;
  return (
    <Popover
      className="chip"
      label={label}
      onOpen={(now) => {
        setOpen(now);
        // Its button is removed, and must not take the focus with it.
        if (!now && chosen)
          requestAnimationFrame(() => {
            if (document.activeElement === document.body)
              document.querySelector<HTMLElement>(".filters .chip-on")?.focus();
          });
      }}
      button={
        <>
          <span>{label}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      <Picks
        of={choices}
        chosen={chosen ?? []}
        onChoose={(values) => change({ [name]: values } as SearchChange)}
      />
    </Popover>
  );
}

/** The chip of an active filter. Pressing it removes the filter. */
function Chosen({ label: { names, label, value } }: { label: FilterLabel }) {
  const change = useChangeSearch();
  const text = value === "" ? label : `${label}: ${value}`;
  return (
    <button
      className="chip chip-on"
      type="button"
      aria-label={w.filters.remove(text)}
      onClick={(event) => {
        // This chip is removed; after a key press, the focus goes to the first one.
        event.currentTarget.closest(".filters")?.querySelector("button")?.focus();
        change(Object.fromEntries(names.map((name) => [name, undefined])));
      }}
    >
      <span>{text}</span>
      <Icon name="cross" size={16} />
    </button>
  );
}

/** The number of displayed orders, and their sum. */
export function Sum({
  rows,
  more,
  unverified,
}: {
  rows: readonly OrderRow[];
  more: boolean;
  unverified: number;
}) {
  const { currency } = useDesk();
  const change = useChangeSearch();
  const total = useMemo(() => rows.reduce((sum, row) => sum + row.grandTotal, 0), [rows]);
  const amount = money(total, currency);
  if (rows.length === 0 && unverified === 0) return null;
  return (
    <p className="filters-sum quiet small">
      {more ? w.sumMore(`${rows.length}+`, amount) : w.sum(rows.length, amount)}
      {unverified > 0 && (
        <>
          {" "}
          <button className="filters-more" type="button" onClick={() => change({ phase: ["unverified"] })}>
            {w.unverified(unverified)}
          </button>
        </>
      )}
    </p>
  );
}
