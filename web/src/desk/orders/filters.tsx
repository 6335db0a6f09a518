/** The row of filters: the usual ones to choose, those that are set to take away, and what the list adds up to. */
import { type ReactNode, useMemo } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { AllFilters } from "./all-filters";
import { type FilterLabel, filterLabels } from "./filter-labels";
import { Picks } from "./picks";
import { Popover } from "./popover";
import { useDrivers } from "./queries";
import { METHODS, type OrderRow, PAYMENTS } from "./types";
import { useChangeSearch, useOrderSearch } from "./use-search";

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
  const search = useOrderSearch();
  const change = useChangeSearch();
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
        {(close) => <AllFilters meals={meals} onClose={close} />}
      </Popover>
      {!search.method && (
        <Quick label={w.filters.method}>
          <Picks
            of={named(METHODS, w.method)}
            chosen={[]}
            onChoose={(method) => change({ method: method as typeof search.method })}
          />
        </Quick>
      )}
      {!search.zone && seller.zones.length > 0 && (
        <Quick label={w.filters.zone}>
          <Picks
            of={seller.zones.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={[]}
            onChoose={(zone) => change({ zone })}
          />
        </Quick>
      )}
      {!search.payment && (
        <Quick label={w.filters.payment}>
          <Picks
            of={named(PAYMENTS, w.payment)}
            chosen={[]}
            onChoose={(payment) => change({ payment: payment as typeof search.payment })}
          />
        </Quick>
      )}
      {labels.map((one) => (
        <Chosen key={one.names.join()} label={one} />
      ))}
      {children}
    </fieldset>
  );
}

function Quick({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover
      className="chip"
      label={label}
      button={
        <>
          <span>{label}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {children}
    </Popover>
  );
}

/** A filter that is set. Pressing it takes it away. */
function Chosen({ label: { names, label, value } }: { label: FilterLabel }) {
  const change = useChangeSearch();
  const text = value === "" ? label : `${label}: ${value}`;
  return (
    <button
      className="chip chip-on"
      type="button"
      aria-label={w.filters.remove(text)}
      onClick={(event) => {
        // This chip goes; whoever pressed it by key goes on from the first one.
        event.currentTarget.closest(".filters")?.querySelector("button")?.focus();
        change(Object.fromEntries(names.map((name) => [name, undefined])));
      }}
    >
      <span>{text}</span>
      <Icon name="cross" size={16} />
    </button>
  );
}

/** How many orders are shown, and what they come to. */
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
