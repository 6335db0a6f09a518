/** The longest time of orders in a status, by priority. The fields begin with the lifecycle's own targets. */
import { useQuery } from "@tanstack/react-query";
import { Problem } from "~/api/problem";
import type { Faults } from "~/form/use-draft";
import { w as dw } from "~/words/desk";
import { w as ow } from "~/words/orders";
import { w } from "~/words/settings";
import { useDesk } from "../desk-context";
import { TextField, Tick } from "../form/controls";
import { wholeOf } from "../form/numbers";
import { statusLabel } from "../open-orders/labels";
import { type Lifecycle, PRIORITIES, type Priority } from "../open-orders/types";
import { Unread } from "../states";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";
import { ownRows, rowsOf, type TargetRow, toSet } from "./target-rows";

interface Typed {
  measured: boolean;
  rows: readonly TargetRow[];
}

export function TargetsPart() {
  const read = useNewestLifecycle();
  return read.data ? <Targets lifecycle={read.data} /> : <Unread read={read} />;
}

function Targets({ lifecycle }: { lifecycle: Lifecycle }) {
  const check = ({ measured, rows }: Typed): Faults => {
    if (!measured) return {};
    const bad = ownRows(lifecycle, rows).flatMap(({ minutes }, nth) =>
      PRIORITIES.filter((priority) => wholeOf(minutes[priority]) === undefined).map((priority) => [
        `/slaTargets/${nth}/${priority}`,
        dw.form.notANumber,
      ]),
    );
    return Object.fromEntries(bad);
  };
  const draft = useSellerDraft<Typed>({
    read: (seller) => ({
      measured: seller.slaTargets !== null,
      rows: rowsOf(lifecycle, seller.slaTargets),
    }),
    check,
    body: ({ measured, rows }) => ({ slaTargets: measured ? toSet(ownRows(lifecycle, rows)) : null }),
  });
  const { typed, set, at } = draft;
  const sent = ownRows(lifecycle, typed.rows).map(({ status }) => status);
  const change = (status: string, priority: Priority, value: string) =>
    set({
      rows: typed.rows.map((row) =>
        row.status === status ? { ...row, minutes: { ...row.minutes, [priority]: value } } : row,
      ),
    });
  return (
    <PartForm part="targets" draft={draft}>
      <div className="form-part">
        <Tick
          label={w.targets.measured}
          hint={w.targets.measuredHint}
          checked={typed.measured}
          onChange={(measured) => set({ measured })}
        />
      </div>
      {typed.measured &&
        typed.rows.map(({ status, minutes }) => (
          <fieldset className="form-part" key={status}>
            <legend>{statusLabel(status)}</legend>
            <div className="target-row">
              {PRIORITIES.map((priority) => (
                <TextField
                  key={priority}
                  label={ow.priority[priority] ?? priority}
                  inputMode="numeric"
                  unit={w.min}
                  value={minutes[priority]}
                  problem={at(`/slaTargets/${sent.indexOf(status)}/${priority}`)}
                  onChange={(value) => change(status, priority, value)}
                />
              ))}
            </div>
          </fieldset>
        ))}
    </PartForm>
  );
}

/** New orders follow the newest version. No response names it, so versions are read until one does not exist. */
function useNewestLifecycle() {
  const { session, seller } = useDesk();
  const name = seller.lifecycle;
  return useQuery({
    queryKey: ["settings-lifecycle", name],
    queryFn: async (): Promise<Lifecycle> => {
      const read = async (version: number) =>
        (await session.client.ask("get", "/api/lifecycles/{name}/{version}", { path: { name, version } }))
          .lifecycle;
      let newest = await read(1);
      for (;;) {
        const next = await read(newest.version + 1).catch((error: unknown) => {
          if (error instanceof Problem && error.status === 404) return null;
          throw error;
        });
        if (next === null) return newest;
        newest = next;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
