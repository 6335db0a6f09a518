/**
 * Filters of the orders of all sellers. The seller comes first, because a search within one seller reads less. All filters
 * are in the address at once, and the API's errors are shown at their fields.
 */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Problem } from "~/api/problem";
import { zoneName } from "~/lib/time";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { w as desk } from "~/words/desk";
import { w as orders } from "~/words/orders";
import { useDesk } from "../desk-context";
import { statusLabel } from "../open-orders/labels";
import { PHASES } from "../open-orders/types";
import { AdminLink } from "./admin-link";
import { type DayCalendar, lifecycleQuery, sellersQuery } from "./queries";
import { type AdminSearch, isFiltered, without } from "./search";
import { SelectField } from "./select-field";

/** The wait after the last letter before the search, in milliseconds. */
const PAUSE = 300;

export interface FiltersProps {
  search: AdminSearch;
  problem: Problem | null;
  /** The time zone of the days in the response. */
  days: DayCalendar | undefined;
}

export function Filters({ search, problem, days }: FiltersProps) {
  const { session } = useDesk();
  const navigate = useNavigate({ from: "/desk/admin" });
  const sellers = useQuery(sellersQuery(session)).data?.entries ?? [];
  const seller = sellers.find(({ id }) => id === search.seller);
  const lifecycle = useQuery({
    ...lifecycleQuery(session, { name: seller?.lifecycle ?? "kitchen", version: 1 }),
    enabled: seller !== undefined,
  }).data;
  const change = (to: Parameters<typeof without>[0], replace = false) =>
    void navigate({ search: without({ ...search, ...to }), replace });
  const refused = (parameter: string) =>
    problem?.errors.find((fault) => fault.parameter === parameter)?.detail;
  const [kind, value = ""] = search.inPhase ? ["phase", search.inPhase] : ["status", search.inStatus];
  return (
    <search className="admin-filters" aria-label={w.orders.filters}>
      <SelectField
        label={w.orders.seller}
        hint={w.orders.sellerHint}
        problem={refused("sellerId")}
        value={search.seller ?? ""}
        // A status belongs to one lifecycle, which the next seller may not have.
        onChange={(id) => change({ seller: id || undefined, inStatus: undefined })}
      >
        <option value="">{w.orders.allSellers}</option>
        {search.seller && !seller && <option value={search.seller}>{search.seller}</option>}
        {sellers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={w.orders.status}
        problem={refused("status") ?? refused("phase")}
        value={value && `${kind} ${value}`}
        onChange={(chosen) => {
          const [name, one] = chosen.split(" ");
          const none = { inPhase: undefined, inStatus: undefined };
          change(one === undefined ? none : { ...none, [name === "phase" ? "inPhase" : "inStatus"]: one });
        }}
      >
        <option value="">{w.orders.anyStatus}</option>
        {search.inStatus && !lifecycle && (
          <option value={`status ${search.inStatus}`}>{statusLabel(search.inStatus)}</option>
        )}
        {seller && lifecycle && (
          <optgroup label={w.orders.statuses(desk.lifecycle[seller.lifecycle] ?? seller.lifecycle)}>
            {lifecycle.statuses.map(({ name }) => (
              <option key={name} value={`status ${name}`}>
                {statusLabel(name)}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={w.orders.phases}>
          {PHASES.map((phase) => (
            <option key={phase} value={`phase ${phase}`}>
              {orders.phase[phase]}
            </option>
          ))}
        </optgroup>
      </SelectField>
      <Day
        label={w.orders.from}
        value={search.from}
        problem={refused("dateFrom")}
        onChange={(from) => change({ from })}
        hint={daysHint(search, days)}
      />
      <Day
        label={w.orders.to}
        value={search.to}
        problem={refused("dateTo")}
        onChange={(to) => change({ to })}
      />
      <Text value={search.text ?? ""} problem={refused("q")} onChange={(text) => change({ text }, true)} />
      {isFiltered(search) && (
        <AdminLink className="button admin-clear" search={{}}>
          <Icon name="cross" size={16} />
          {w.orders.clear}
        </AdminLink>
      )}
    </search>
  );
}

function daysHint({ from, to }: AdminSearch, days: DayCalendar | undefined): string | undefined {
  if (days === undefined || (from === undefined && to === undefined)) return undefined;
  switch (days.basis) {
    case "seller":
      return days.timezone ? w.orders.days.seller(zoneName(days.timezone)) : undefined;
    case "utc":
    case "each_seller":
      return w.orders.days.utc;
  }
}

interface DayProps {
  label: string;
  value: string | undefined;
  problem: string | undefined;
  hint?: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, problem, hint, onChange }: DayProps) {
  return (
    <Field label={label} problem={problem} hint={hint}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="date"
          value={value ?? ""}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )}
    </Field>
  );
}

/** Searches while the person types, a moment after the last letter. */
function Text(props: {
  value: string;
  problem: string | undefined;
  onChange: (text: string | undefined) => void;
}) {
  const { value, problem, onChange } = props;
  const [typed, setTyped] = useState(value);
  // *Back* and links change the value from outside.
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is sent, and not what else changes.
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim() === "" ? undefined : typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <Field label={w.orders.text} hint={w.orders.textHint} problem={problem}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="search"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
