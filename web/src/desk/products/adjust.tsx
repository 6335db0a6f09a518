/** Adjusts the stock in place: the quantity, the reason, and the ledger before and after. */
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, type SubmitEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useSaving } from "~/form/use-saving";
import { Choices, Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { toast } from "../shell/toast";
import { directionOf, parseChange, type ReasonKey, reasonsOf, signed, turned } from "./change";
import { Equation } from "./equation";
import { Ledger } from "./ledger";
import { counted, stockOf } from "./list";
import { Panel } from "./panel";
import { useReadAgain, useWriting } from "./queries";
import type { Product, Stock } from "./types";

/** The number of recent changes in the panel. */
const LAST = 3;

export interface AdjustProps {
  product: Product;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Whether the page already has the log below the button. */
  withLog?: boolean;
}

export function Adjust({ product, open, onOpen, withLog = true }: AdjustProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { stock } = product;
  if (stock === undefined) return null;
  const close = () => {
    button.current?.focus();
    onOpen(false);
  };
  return (
    <>
      <button
        ref={button}
        className="button"
        type="button"
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={w.adjust.of(product.name)}
        onClick={() => onOpen(!open)}
      >
        {w.table.adjust}
      </button>
      {open && <Open product={product} stock={stock} opener={button} onClose={close} withLog={withLog} />}
    </>
  );
}

function Open({
  product,
  stock,
  opener,
  onClose,
  withLog,
}: {
  product: Product;
  stock: Stock;
  opener: { current: HTMLButtonElement | null };
  onClose: () => void;
  withLog: boolean;
}) {
  const { seller } = useDesk();
  const reasons = reasonsOf(seller.lifecycle);
  const [reason, setReason] = useState<ReasonKey>(reasons[0] ?? "own");
  const [typed, setTyped] = useState("");
  const [own, setOwn] = useState("");
  const { busy, problem, keyFor, save } = useSaving();
  const { adjust } = useWriting();
  const readAgain = useReadAgain();
  const titleId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  // When it cannot be read again, the equation keeps its values.
  const look = useCallback(() => {
    readAgain(product.id).catch(() => undefined);
  }, [readAgain, product.id]);
  // The list may be half a minute old.
  useEffect(look, [look]);

  const change = parseChange(typed, directionOf(reason)) ?? 0;
  const why = reason === "own" ? own.trim() : w.adjust.reasons[reason];
  const missing = change === 0 ? w.adjust.noChange : why === "" ? w.adjust.noReason : undefined;
  const step = (by: number) => setTyped(signed(change + by));
  const choose = (next: ReasonKey) => {
    setReason(next);
    if (change !== 0) setTyped(signed(turned(change, next)));
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (missing !== undefined) return;
    const body = { change, reason: why };
    const saved = await save(() => adjust(product.id, body, keyFor(body)));
    // When the stock does not suffice, other orders have taken it meanwhile.
    if (saved === null) return look();
    const left = counted(stockOf(saved));
    toast({ kind: "status", text: w.adjust.saved(saved.name, signed(change), left) });
    onClose();
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    <Panel
      opener={opener}
      labelledBy={titleId}
      closable={!busy && typed === "" && own === ""}
      onClose={() => !busy && onClose()}
    >
      <header>
        <h2 id={titleId}>{product.name}</h2>
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={w.adjust.close}
          onClick={() => !busy && onClose()}
        >
          <Icon name="cross" />
        </button>
      </header>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={w.adjust.change}
          hint={w.adjust.changeHint}
          problem={problem?.at("/change") ?? problem?.stockIssues[0]?.detail}
        >
          {(control) => (
            <div className="adjust-step">
              <button
                className="button button-icon"
                type="button"
                aria-label={w.adjust.less}
                onClick={() => step(-1)}
              >
                <Icon name="minus" />
              </button>
              <input
                {...control}
                ref={input}
                className="input mono"
                inputMode="numeric"
                autoComplete="off"
                placeholder="0"
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onBlur={() => change !== 0 && setTyped(signed(change))}
                onKeyDown={key}
              />
              <button
                className="button button-icon"
                type="button"
                aria-label={w.adjust.more}
                onClick={() => step(1)}
              >
                <Icon name="plus" />
              </button>
            </div>
          )}
        </Field>
        <Choices
          label={w.adjust.why}
          choices={reasons.map((value) => ({ value, label: w.adjust.reasons[value] }))}
          value={reason}
          onChange={choose}
        />
        {reason === "own" && (
          <Field label={w.adjust.ownReason} problem={problem?.at("/reason")}>
            {(control) => (
              <input
                {...control}
                className="input"
                maxLength={255}
                autoComplete="off"
                value={own}
                onChange={(event) => setOwn(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <Equation stock={stock} change={change} />
        <Refused problem={problem} />
        <Buttons busy={busy} onClose={onClose} not={missing} leave={w.adjust.cancel}>
          {change === 0 ? w.adjust.saveNothing : w.adjust.save(counted(stock.available + change))}
        </Buttons>
      </form>
      {withLog && (
        <>
          <h3>{w.ledger.last}</h3>
          <Ledger id={product.id} limit={LAST} whole={false} />
          <Link className="small ledger-all" to="/desk/products/$id" params={{ id: product.id }} hash="stock">
            {w.ledger.all}
          </Link>
        </>
      )}
    </Panel>
  );
}
