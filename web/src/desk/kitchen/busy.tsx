/** Measures of a busy kitchen: extra minutes, no orders for a while, or a product off sale. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { closesAt } from "~/lib/opening-hours";
import { clock } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Choices } from "~/ui/field";
import { w } from "~/words/kitchen";
import { useDesk } from "../desk-context";
import { Refused } from "../form/refused";
import { type Product, useChangeSeller, useProducts, useSwitchProduct } from "./seller";
import { untilTime } from "./until";

type What = "minutes" | "pause" | "product";
const WHAT: readonly What[] = ["minutes", "pause", "product"];

const EXTRA: readonly number[] = [5, 10, 15, 20, 30];
const USUAL = 10;
/** Minutes from now until the measure ends. */
const LASTS: readonly number[] = [30, 60, 120];

export function BusyDialog({ onClose }: { onClose: () => void }) {
  const { seller, zone } = useDesk();
  const change = useChangeSeller();
  const switchProduct = useSwitchProduct();
  const products = useProducts();
  // The time when the dialog was opened: the choices do not change while it is open.
  const [now] = useState(() => clock.now());
  const closing = closesAt(seller.hours, zone, now);
  const ends = [
    ...LASTS.map((minutes) => roundUp(now + minutes * 60_000)).filter((end) => end !== closing),
    closing,
  ];
  const [what, setWhat] = useState<What>("minutes");
  const [extra, setExtra] = useState(USUAL);
  const [end, setEnd] = useState(ends[1] ?? closing);
  const [product, setProduct] = useState<Product | null>(null);
  const { busy, problem, save } = useSaving();
  const time = (at: number) => untilTime(at, now, zone);
  const iso = (at: number) => new Date(at).toISOString();

  const submit = async () => {
    if (what === "product" && product === null) return;
    const saved = await save(async () => {
      if (what === "minutes") await change({ extraPrepMinutes: extra, extraPrepUntil: iso(end) });
      else if (what === "pause") await change({ pausedUntil: iso(end) });
      else if (product !== null) await switchProduct(product.id, iso(closing));
      return true;
    });
    if (saved) onClose();
  };
  const label = {
    minutes: w.busy.add(extra, time(end)),
    pause: w.busy.pauseDo(time(end)),
    product: product === null ? w.busy.choose : w.busy.switchOff(product.name),
  }[what];
  const missing = what === "product" && product === null;
  return (
    <Dialog title={w.busy.title} busy={busy} onClose={onClose} onSubmit={() => void submit()}>
      <Choices
        label={w.busy.what}
        choices={WHAT.map((value) => ({ value, label: w.busy[value] }))}
        value={what}
        onChange={setWhat}
      />
      {what === "minutes" && (
        <div className="field">
          <span className="label" id="busy-minutes">
            {w.busy.howMany}
          </span>
          <Choices
            look="minutes"
            labelledBy="busy-minutes"
            choices={EXTRA.map((value) => ({ value, label: value }))}
            value={extra}
            onChange={setExtra}
          />
        </div>
      )}
      {what === "pause" && <p className="quiet">{w.busy.pauseText}</p>}
      {what === "product" ? (
        <>
          <p className="quiet">{w.busy.productText(time(closing))}</p>
          <Products all={products} now={now} chosen={product} onChoose={setProduct} />
        </>
      ) : (
        <div className="field">
          <span className="label" id="busy-until">
            {w.busy.until}
          </span>
          <Choices
            labelledBy="busy-until"
            choices={ends.map((value) => ({
              value,
              label: value === closing ? w.busy.closing(time(value)) : time(value),
            }))}
            value={end}
            onChange={setEnd}
          />
        </div>
      )}
      <Refused problem={problem} />
      <p className="button-row dialog-foot">
        <button
          className="button button-primary"
          type="submit"
          aria-busy={busy}
          aria-disabled={busy || missing}
        >
          {label}
        </button>
        <button className="button" type="button" onClick={() => !busy && onClose()}>
          {w.busy.cancel}
        </button>
      </p>
    </Dialog>
  );
}

interface ProductsProps {
  all: readonly Product[] | undefined;
  now: number;
  chosen: Product | null;
  onChoose: (product: Product) => void;
}

/** Products that are off sale already cannot be chosen. */
function Products({ all, now, chosen, onChoose }: ProductsProps) {
  if (all === undefined) return <p role="status">{w.busy.productsLoading}</p>;
  const offered = all.filter(({ offUntil }) => offUntil === undefined || Date.parse(offUntil) <= now);
  return (
    <Choices
      label={w.busy.whichProduct}
      choices={offered.map((product) => ({ value: product.id, label: product.name }))}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const product = offered.find((one) => one.id === id);
        if (product) onChoose(product);
      }}
    />
  );
}

/** Rounded up to five minutes, in the way people say a time. */
const STEP = 5 * 60_000;
const roundUp = (at: number) => Math.ceil(at / STEP) * STEP;
