/** The text of each active filter, for its chip and for *No order matches*. */
import { money } from "~/lib/money";
import { shortDay } from "~/lib/time";
import { w } from "~/words/orders";
import { phaseLabel, statusLabel } from "../open-orders/labels";
import type { OrderSearch } from "./search";

export interface FilterLabel {
  /** The parameters that are removed with it. */
  names: (keyof OrderSearch)[];
  label: string;
  value: string;
}

export interface Naming {
  lifecycle: string;
  currency: string;
  zones: readonly { id: string; name: string }[];
  drivers: ReadonlyMap<string, string>;
}

export function filterLabels(search: OrderSearch, naming: Naming): FilterLabel[] {
  const labels: FilterLabel[] = [];
  const add = (label: string, value: string, ...names: (keyof OrderSearch)[]) =>
    labels.push({ names, label, value });
  const several = <T extends string>(
    name: keyof OrderSearch,
    label: string,
    values: T[] | undefined,
    of: (one: T) => string,
  ) => {
    if (!values) return;
    const [first = "", ...more] = values.map(of);
    add(label, more.length > 0 ? w.filters.more(first, more.length) : first, name);
  };
  const { phase, status, payment, method, zone, driver, meal, priority } = search;
  several("phase", w.filters.phase, phase, (one) => phaseLabel(one, naming.lifecycle));
  several("status", w.filters.status, status, statusLabel);
  several("payment", w.filters.payment, payment, (one) => w.payment[one] ?? one);
  several("method", w.filters.method, method, (one) => w.method[one] ?? one);
  several("zone", w.filters.zone, zone, (one) => naming.zones.find(({ id }) => id === one)?.name ?? one);
  several("driver", w.filters.driver, driver, (one) =>
    one === "none" ? w.filters.noDriver : (naming.drivers.get(one) ?? one),
  );
  several("meal", w.filters.meal, meal, (one) => one);
  several("priority", w.filters.priority, priority, (one) => w.priority[one] ?? one);
  if (search.late) labels.push({ names: ["late"], label: w.filters.late, value: "" });
  if (search.placed) add(w.filters.placed, daysLabel(search.placed), "placed");
  if (search.wanted) add(w.filters.wanted, daysLabel(search.wanted), "wanted");
  const amount = amounts(search, naming.currency);
  if (amount) add(w.filters.amount, amount, "min", "max");
  if (search.q) add(w.filters.text, `“${search.q}”`, "q");
  return labels;
}

function daysLabel(days: string): string {
  const word = w.filters.days[days];
  if (word) return word;
  const [from = "", to = from] = days.split("..");
  // A day has no time zone: it is named as it is written.
  return w.filters.range(shortDay(`${from}T12:00:00Z`, "UTC"), shortDay(`${to}T12:00:00Z`, "UTC"));
}

function amounts({ min, max }: OrderSearch, currency: string): string | null {
  if (min !== undefined && max !== undefined)
    return w.filters.between(money(min, currency), money(max, currency));
  if (min !== undefined) return w.filters.over(money(min, currency));
  return max === undefined ? null : w.filters.under(money(max, currency));
}
