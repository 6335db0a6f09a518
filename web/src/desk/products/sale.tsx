/** Whether a product is for sale: a menu that takes it off sale until closing, until a moment, or until further notice. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { useSaving } from "~/form/use-saving";
import { closesAt, openness } from "~/lib/opening-hours";
import { clock } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Icon, type IconName } from "~/ui/icon";
import { Menu, type MenuEntry } from "~/ui/menu";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { toast } from "../shell/toast";
import { type Sale, saleOf } from "./list";
import { MomentField, untilText } from "./moment";
import { useReadAgain, useWriting } from "./queries";
import type { Product } from "./types";
import { momentOfWall, wallOf } from "./wall";

type Change = { active: boolean; offUntil: string | null };
const iso = (at: number) => new Date(at).toISOString();

export function saleText(sale: Sale, now: number, zone: string): string {
  switch (sale.state) {
    case "on":
      return w.sale.on;
    case "off":
      return w.sale.off;
    case "until":
      return w.sale.until(untilText(sale.at, now, zone));
  }
}

const ICON: Record<Sale["state"], IconName> = { on: "check", off: "cross", until: "clock" };

/** Changes it, with a message and a button that undoes it. */
function useSwitch(): (product: Product, change: Change) => Promise<void> {
  const { zone } = useDesk();
  const { change: write } = useWriting();
  const readAgain = useReadAgain();
  const send = async (product: Product, change: Change, back: Change | null) => {
    try {
      const changed = await write(product, change);
      const { name } = changed;
      const sale = saleOf(changed, clock.now());
      const text =
        sale.state === "on"
          ? w.sale.isOn(name)
          : sale.state === "off"
            ? w.sale.isOff(name)
            : w.sale.isUntil(name, untilText(sale.at, clock.now(), zone));
      toast({
        kind: "status",
        text,
        ...(back && { action: { label: w.sale.undo, run: () => void send(changed, back, null) } }),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412) {
        await readAgain(product.id).catch(() => undefined);
        toast({ kind: "alert", text: w.sale.changed(product.name) });
        return;
      }
      const whyNot = error.status === 0 ? w.sale.offline : (error.at("/offUntil") ?? error.message);
      toast({ kind: "alert", text: w.sale.notChanged(product.name, whyNot) });
    }
  };
  return (product, change) => {
    const was = saleOf(product, clock.now());
    return send(product, change, {
      active: product.active,
      offUntil: was.state === "until" ? iso(was.at) : null,
    });
  };
}

export function SaleMenu({ product, now }: { product: Product; now: number }) {
  const { seller, zone } = useDesk();
  const [asking, setAsking] = useState(false);
  const change = useSwitch();
  const sale = saleOf(product, now);
  const text = saleText(sale, now, zone);
  const closing = closesAt(seller.hours, zone, now);
  const to = (body: Change) => () => void change(product, body);
  const entries: MenuEntry[] = [
    {
      key: "on",
      label: w.sale.toOn,
      icon: "check",
      run: to({ active: true, offUntil: null }),
    },
    {
      key: "closing",
      label: w.sale.toClosing(untilText(closing, now, zone)),
      icon: "clock",
      run: to({ active: true, offUntil: iso(closing) }),
    },
    { key: "moment", label: w.sale.toMoment, icon: "clock", run: () => setAsking(true) },
    { key: "off", label: w.sale.toOff, icon: "cross", run: to({ active: false, offUntil: null }) },
  ];
  return (
    <>
      <Menu
        className={`button sale sale-${sale.state}`}
        label={w.sale.change(product.name, text)}
        // The present choice is not offered.
        entries={entries.filter(({ key }) => key !== sale.state)}
      >
        <Icon name={ICON[sale.state]} size={16} />
        <span>{text}</span>
        <Icon name="down" size={16} />
      </Menu>
      {asking && <AskMoment product={product} closing={closing} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The moment until which it is off sale: at first the seller's next opening. */
function AskMoment({
  product,
  closing,
  onClose,
}: {
  product: Product;
  closing: number;
  onClose: () => void;
}) {
  const { seller, zone } = useDesk();
  const [wall, setWall] = useState(() => wallOf(opensAfter(closing), zone));
  const [missing, setMissing] = useState(false);
  const { change } = useWriting();
  const { busy, problem, save } = useSaving();
  function opensAfter(at: number): number {
    const next = openness(seller.hours, zone, at);
    return (next.open ? undefined : next.at) ?? at;
  }
  const submit = async () => {
    const at = momentOfWall(wall, zone);
    setMissing(at === null);
    if (at === null) return;
    const saved = await save(() => change(product, { active: true, offUntil: iso(at) }));
    if (saved === null) return;
    toast({ kind: "status", text: w.sale.isUntil(saved.name, untilText(at, clock.now(), zone)) });
    onClose();
  };
  return (
    <Dialog
      title={w.sale.askTitle(product.name)}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p className="quiet">{w.sale.askText}</p>
      <MomentField
        value={wall}
        onChange={setWall}
        problem={missing ? w.sale.momentMissing : problem?.at("/offUntil")}
      />
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose}>
        {w.sale.switchOff}
      </Buttons>
    </Dialog>
  );
}
