/** Ending a voucher, after a dialog; and offering it again with a new number of uses. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { dateTimeOf } from "~/lib/day-and-time";
import { clock } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { RefusedChange } from "../form/changed-meanwhile";
import { TextField } from "../form/controls";
import { Buttons } from "../form/refused";
import { toast } from "../shell/toast";
import { useVoucherChanges, type Voucher } from "./queries";
import { faultText } from "./terms";
import { type Fault, isFault, usesOf } from "./typed";

interface Props {
  voucher: Voucher;
  onChanged: (voucher: Voucher) => void;
  readAgain: () => Promise<void>;
}

export function SwitchPart(props: Props) {
  const [asking, setAsking] = useState(false);
  const { ended } = props.voucher;
  const words = ended ? w.on : w.off;
  const close = () => setAsking(false);
  return (
    <section className="form-part" aria-labelledby="voucher-switch">
      <h3 id="voucher-switch">{words.title}</h3>
      <p>{words.text}</p>
      <p className="button-row">
        <button
          className={ended ? "button" : "button button-danger"}
          type="button"
          onClick={() => setAsking(true)}
        >
          {words.open}
        </button>
      </p>
      {asking && (ended ? <SwitchOn {...props} onClose={close} /> : <SwitchOff {...props} onClose={close} />)}
    </section>
  );
}

type QuestionProps = Props & { onClose: () => void };

function SwitchOff({ voucher, onChanged, readAgain, onClose }: QuestionProps) {
  const saving = useSaving();
  const { change } = useVoucherChanges();
  const { code } = voucher;
  const off = async () => {
    const ended = await saving.save(() => change(voucher, { usesLeft: 0 }));
    if (ended === null) return;
    onClose();
    onChanged(ended);
    toast({ kind: "status", text: w.off.done(code) });
  };
  return (
    <Dialog
      title={w.off.ask(code)}
      kind="question"
      busy={saving.busy}
      onClose={onClose}
      onSubmit={() => void off()}
    >
      <ul className="follows">
        {(
          [
            ["rejected", w.off.atOnce],
            ["list", w.off.kept],
            ["undo", w.off.back],
          ] as const
        ).map(([icon, text]) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <RefusedChange saving={saving} onReadAgain={readAgain} />
      <Buttons destroys busy={saving.busy} onClose={onClose}>
        {w.off.now}
      </Buttons>
    </Dialog>
  );
}

function SwitchOn({ voucher, onChanged, readAgain, onClose }: QuestionProps) {
  const { currency, zone } = useDesk();
  const place = { currency, zone };
  const saving = useSaving();
  const { change } = useVoucherChanges();
  const [uses, setUses] = useState("");
  const [fault, setFault] = useState<Fault>();
  const { code, validUntil } = voucher;
  const over = validUntil !== undefined && Date.parse(validUntil) <= clock.now();
  const on = async () => {
    const usesLeft = usesOf(uses);
    if (isFault(usesLeft)) return setFault(usesLeft);
    const offered = await saving.save(() => change(voucher, { usesLeft }));
    if (offered === null) return;
    onClose();
    onChanged(offered);
    toast({ kind: "status", text: w.on.done(code) });
  };
  return (
    <Dialog title={w.on.ask(code)} busy={saving.busy} onClose={onClose} onSubmit={() => void on()}>
      <TextField
        label={w.fields.usesLeft}
        hint={w.fields.usesHint}
        problem={(fault && faultText(fault, place)) ?? saving.problem?.at("/usesLeft")}
        mono
        inputMode="numeric"
        value={uses}
        onChange={(text) => {
          setUses(text);
          setFault(undefined);
        }}
      />
      {over && (
        <p className="notice notice-amber">
          <Icon name="warning" className="is-soon" />
          <span>{w.on.over(dateTimeOf(validUntil, zone))}</span>
        </p>
      )}
      <RefusedChange saving={saving} onReadAgain={readAgain} />
      <Buttons busy={saving.busy} onClose={onClose}>
        {w.on.now}
      </Buttons>
    </Dialog>
  );
}
