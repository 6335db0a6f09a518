/** The actions on the selected orders, at the foot of the list. */
import "./bulk.css";
import { lazy, Suspense, useState } from "react";
import { Icon } from "~/ui/icon";
import { Menu, type MenuEntry } from "~/ui/menu";
import { w } from "~/words/actions";
import { printOrders } from "../../print";

const StatusQuestion = lazy(() => import("./status"));
const BatchQuestion = lazy(async () => ({
  default: (await import("../../actions/questions/batch")).BatchQuestion,
}));

/** The most orders of one request. */
const MOST = 100;

export interface BulkBarProps {
  ids: readonly string[];
  /** The orders that remain selected: none after clearing, else the failed ones. */
  onDone: (kept: readonly string[]) => void;
}

export default function BulkBar({ ids, onDone }: BulkBarProps) {
  const [asked, setAsked] = useState<"status" | "batch" | null>(null);
  const denied = ids.length > MOST ? w.bulk.most(MOST) : undefined;
  const close = () => setAsked(null);
  const sheets: MenuEntry[] = (["slips", "picklist", "tickets"] as const).map((sheet) => ({
    key: sheet,
    label: w.print[sheet],
    icon: "print",
    run: () => void printOrders(ids, sheet),
  }));
  const more: MenuEntry[] = [
    { key: "move", label: w.bulk.move, icon: "forward", denied, run: () => setAsked("status") },
  ];
  return (
    <section className="bulk" aria-label={w.bulk.region(ids.length)}>
      <b role="status">{w.bulk.selected(ids.length)}</b>
      <button
        className="button"
        type="button"
        aria-disabled={denied !== undefined}
        title={denied}
        onClick={() => denied === undefined && setAsked("batch")}
      >
        <Icon name="dispatch" />
        {w.bulk.batch}
      </button>
      <Menu label={w.print.menu} className="button" entries={sheets}>
        <Icon name="print" />
        {w.print.menu}
      </Menu>
      <Menu label={w.bulk.more(ids.length)} entries={more}>
        <Icon name="more" />
      </Menu>
      <button className="link bulk-clear" type="button" onClick={() => onDone([])}>
        {w.bulk.clear}
      </button>
      <Suspense>
        {asked === "status" && <StatusQuestion ids={ids} onClose={close} onDone={onDone} />}
        {asked === "batch" && <BatchQuestion ids={ids} onClose={close} onDone={onDone} />}
      </Suspense>
    </section>
  );
}
