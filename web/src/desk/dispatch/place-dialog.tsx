/** Asks for the number of a stop's new place. */
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { w } from "~/words/dispatch";
import { Buttons } from "../form/refused";

export function PlaceDialog(props: {
  number: string;
  place: number;
  count: number;
  onPlace: (place: number) => void;
  onClose: () => void;
}) {
  const { number, place, count, onPlace, onClose } = props;
  const [typed, setTyped] = useState(String(place + 1));
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const wanted = Number(typed);
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > count) {
      setWrong(true);
      return;
    }
    onClose();
    onPlace(wanted - 1);
  };
  return (
    <Dialog title={w.place.title(number)} onClose={onClose} onSubmit={submit}>
      <Field label={w.place.label(count)} problem={wrong ? w.place.wrong(count) : undefined}>
        {(control) => (
          <input
            {...control}
            className="input"
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <Buttons busy={false} onClose={onClose}>
        {w.place.do}
      </Buttons>
    </Dialog>
  );
}
