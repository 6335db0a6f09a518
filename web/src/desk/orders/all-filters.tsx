/** All filters of the list in one panel. A choice applies at once. */
import { type ReactNode, useState } from "react";
import { amountText, minorUnits, money } from "~/lib/money";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { phaseLabel, statusLabel } from "../open-orders/labels";
import { usePhases } from "../open-orders/phases";
import { useDriverList, useLifecycle } from "../open-orders/queries";
import { CLOSED_PHASES, isClosed, METHODS, PAYMENTS, type Phase, PRIORITIES } from "../open-orders/types";
import { Picks } from "./picks";
import { filterCount, NO_FILTERS, type SearchChange } from "./search";
import { useChangeSearch, useOrderSearch } from "./use-search";

type ListName = "phase" | "status" | "payment" | "method" | "zone" | "driver" | "meal" | "priority";
type Choice = { value: string; label: string };

export default function AllFilters({ meals, onClose }: { meals: readonly string[]; onClose: () => void }) {
  const { seller } = useDesk();
  const search = useOrderSearch();
  const change = useChangeSearch();
  const drivers = useDriverList();
  const { phases } = usePhases();
  const lifecycle = useLifecycle();
  const done = search.tab === "done";
  const shown: readonly Phase[] = done ? CLOSED_PHASES : ["unverified", ...phases];
  const statuses = lifecycle?.statuses.filter(({ phase }) => isClosed(phase) === done) ?? [];
  const named = (values: readonly string[], words: Record<string, string>): Choice[] =>
    values.map((value) => ({ value, label: words[value] ?? value }));
  // Statuses add something only to phases with several of them.
  const several = new Set(statuses.map(({ phase }) => phase)).size < statuses.length;
  const lists: [ListName, string, Choice[]][] = [
    ["phase", w.filters.phase, shown.map((value) => ({ value, label: phaseLabel(value, seller.lifecycle) }))],
    [
      "status",
      w.filters.status,
      several
        ? named(
            statuses.map(({ name }) => name),
            {},
          ).map(status)
        : [],
    ],
    ["method", w.filters.method, named(METHODS, w.method)],
    ["zone", w.filters.zone, seller.zones.map(({ id, name }) => ({ value: id, label: name }))],
    ["payment", w.filters.payment, named(PAYMENTS, w.payment)],
    ["priority", w.filters.priority, named(PRIORITIES, w.priority)],
    [
      "driver",
      w.filters.driver,
      drivers.byId.size === 0
        ? []
        : [
            { value: "none", label: w.filters.noDriver },
            ...[...drivers.byId].map(([value, label]) => ({ value, label })),
          ],
    ],
    ["meal", w.filters.meal, meals.map((value) => ({ value, label: value }))],
  ];
  return (
    <div className="all-filters">
      <div className="all-filters-head">
        <h2>{w.filters.title}</h2>
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={w.filters.close}
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </div>
      <div className="all-filters-lists">
        {lists
          .filter(([, , choices]) => choices.length > 0)
          .map(([name, label, choices]) => (
            <Group key={name} label={label}>
              <Picks
                of={choices}
                chosen={search[name] ?? []}
                onChoose={(values) => change({ [name]: values } as SearchChange)}
              />
              {name === "driver" && drivers.cutOff && (
                <p className="hint">{dw.onlyFirst(drivers.byId.size)}</p>
              )}
            </Group>
          ))}
        <Group label={w.filters.placed}>
          <Days name="placed" words={["today", "yesterday"]} />
        </Group>
        <Group label={w.filters.wanted}>
          <Days name="wanted" words={["today", "tomorrow", "soon"]} />
        </Group>
        <Group label={w.filters.amount}>
          <Amount name="min" label={w.filters.atLeast} />
          <Amount name="max" label={w.filters.atMost} />
        </Group>
      </div>
      <div className="all-filters-foot">
        <label className="late-only">
          <input
            className="check"
            type="checkbox"
            checked={search.late === true}
            onChange={(event) => change({ late: event.currentTarget.checked || undefined })}
          />
          {w.filters.late}
        </label>
        {filterCount(search) > 0 && (
          <button className="button" type="button" onClick={() => change(NO_FILTERS)}>
            {w.filters.clear}
          </button>
        )}
        <button className="button button-primary" type="button" onClick={onClose}>
          {w.filters.close}
        </button>
      </div>
    </div>
  );
}

const status = ({ value }: Choice): Choice => ({ value, label: statusLabel(value) });

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="label">{label}</legend>
      {children}
    </fieldset>
  );
}

/** A day by its name, or from one day to another. */
function Days({ name, words }: { name: "placed" | "wanted"; words: readonly string[] }) {
  const search = useOrderSearch();
  const change = useChangeSearch();
  const value = search[name];
  const isWord = value !== undefined && words.includes(value);
  const [other, setOther] = useState(value !== undefined && !isWord);
  const [from = "", to = from] = other && value && !isWord ? value.split("..") : [];
  const set = (days: string | undefined) => change({ [name]: days } as SearchChange);
  const range = (first: string, last: string) => {
    if (first === "") set(undefined);
    else set(last === "" || last <= first ? first : `${first}..${last}`);
  };
  const choices = ["", ...words, "other"];
  return (
    <>
      <span className="select">
        <select
          aria-label={w.filters[name]}
          value={other ? "other" : (value ?? "")}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setOther(next === "other");
            if (next !== "other") set(next === "" ? undefined : next);
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice === "" ? w.filters.anyDay : w.filters.days[choice]}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </span>
      {other && (
        <div className="from-to">
          <Day label={w.filters.from} value={from} onPick={(day) => range(day, to)} />
          <Day label={w.filters.to} value={to} onPick={(day) => range(from === "" ? day : from, day)} />
        </div>
      )}
    </>
  );
}

function Day({ label, value, onPick }: { label: string; value: string; onPick: (day: string) => void }) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="date"
          value={value}
          onChange={(event) => onPick(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** An amount, applied when the field is left. */
function Amount({ name, label }: { name: "min" | "max"; label: string }) {
  const { currency } = useDesk();
  const search = useOrderSearch();
  const change = useChangeSearch();
  const [wrong, setWrong] = useState(false);
  const value = search[name];
  const take = (typed: string) => {
    const amount = typed.trim() === "" ? undefined : minorUnits(typed, currency);
    setWrong(amount === null);
    if (amount !== null && amount !== value) change({ [name]: amount } as SearchChange);
  };
  return (
    <Field label={label} problem={wrong ? w.filters.notAmount(amountText(EXAMPLE, currency)) : undefined}>
      {(control) => (
        <input
          {...control}
          key={value}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          placeholder={money(0, currency)}
          defaultValue={value === undefined ? "" : amountText(value, currency)}
          onBlur={(event) => take(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Minor units with every digit of the amount. */
const EXAMPLE = 100_050;
