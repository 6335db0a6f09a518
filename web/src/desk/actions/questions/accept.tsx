/** Accepting with other minutes than the usual ones. */
import { useState } from "react";
import { clock, deskTime } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Choices } from "~/ui/field";
import { w } from "~/words/actions";
import { type Seller, useDesk } from "../../desk-context";
import { Buttons } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { extraOf, minuteChoices, usualOf } from "../minutes";
import { useAct } from "../use-act";
import type { QuestionProps } from "./questions";

export function AcceptQuestion({ row, action, onClose }: QuestionProps) {
  const { seller, zone } = useDesk();
  const act = useAct();
  const usual = usualOf(seller);
  const [minutes, setMinutes] = useState<number | null>(usual);
  const submit = () => {
    onClose();
    const { minutes: _, ...rest } = action;
    act(row, { ...rest, label: w.do.accept, asks: false, ...(minutes !== null && { minutes }) });
  };
  return (
    <Dialog title={w.accept.title(parts(row.orderNumber).tail)} onClose={onClose} onSubmit={submit}>
      <div className="field">
        <span className="label" id="accept-minutes">
          {w.accept.minutes}
        </span>
        <Choices
          look="minutes"
          labelledBy="accept-minutes"
          choices={minuteChoices(usual).map((value) => ({ value, label: minuteLabel(value, usual) }))}
          value={minutes}
          onChange={setMinutes}
        />
      </div>
      <Buttons busy={false} onClose={onClose}>
        {minutes === null ? w.do.accept : w.do.acceptReady(deskTime(readyAt(minutes, seller), zone))}
      </Buttons>
    </Dialog>
  );
}

/** When an order is ready that is accepted now with these minutes. */
export const readyAt = (minutes: number, seller: Seller): number =>
  clock.now() + (minutes + extraOf(seller, clock.now())) * 60_000;

export const minuteLabel = (value: number, usual: number | null) =>
  value === usual ? (
    <>
      {value}
      <span className="small">{w.accept.usual}</span>
    </>
  ) : (
    value
  );
