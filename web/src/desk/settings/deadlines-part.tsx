/** Automatic actions and their deadlines: sentences with a number inside. */
import { useId } from "react";
import type { Draft, Faults } from "~/form/use-draft";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import type { Seller } from "../desk-context";
import { Tick } from "../form/controls";
import { textOf, wholeOf } from "../form/numbers";
import { PartForm } from "./part-form";
import { type Change, useSellerDraft } from "./seller";

/** Each is a number of minutes, or of percent; empty for none. */
const SENTENCES = [
  "acceptWithinMinutes",
  "rejectAfterMinutes",
  "cancelWindowMinutes",
  "voucherCutoffMinutes",
  "heldShareMax",
] as const;
type Sentence = (typeof SENTENCES)[number];

interface Typed extends Record<Sentence, string> {
  verifyFirst: boolean;
}

const read = (seller: Seller): Typed => ({
  acceptWithinMinutes: textOf(seller.acceptWithinMinutes),
  rejectAfterMinutes: textOf(seller.rejectAfterMinutes),
  cancelWindowMinutes: textOf(seller.cancelWindowMinutes),
  voucherCutoffMinutes: textOf(seller.voucherCutoffMinutes),
  heldShareMax: textOf(seller.heldShareMax),
  verifyFirst: seller.verifyFirst,
});

const check = (typed: Typed): Faults =>
  Object.fromEntries(
    SENTENCES.filter((name) => wholeOf(typed[name]) === undefined).map((name) => [
      `/${name}`,
      dw.form.notANumber,
    ]),
  );

const body = ({ verifyFirst, ...typed }: Typed): Change => ({
  verifyFirst,
  ...Object.fromEntries(SENTENCES.map((name) => [name, wholeOf(typed[name]) ?? null])),
});

export function DeadlinesPart() {
  const draft = useSellerDraft({ read, check, body });
  const { typed, set } = draft;
  return (
    <PartForm part="deadlines" draft={draft}>
      <fieldset className="form-part">
        <legend>{w.deadlines.accepting}</legend>
        <Row name="acceptWithinMinutes" draft={draft} />
        <Row name="rejectAfterMinutes" draft={draft} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{w.deadlines.cancelling}</legend>
        <Row name="cancelWindowMinutes" draft={draft} />
        <Row name="voucherCutoffMinutes" draft={draft} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{w.deadlines.verifying}</legend>
        <Tick
          label={w.deadlines.verifyFirst}
          hint={w.deadlines.verifyFirstHint}
          checked={typed.verifyFirst}
          onChange={(verifyFirst) => set({ verifyFirst })}
        />
        <Row name="heldShareMax" draft={draft} />
      </fieldset>
    </PartForm>
  );
}

function Row({ name, draft }: { name: Sentence; draft: Draft<Seller, Typed> }) {
  const { typed, set, at } = draft;
  const id = useId();
  const { before, after, empty } = w.deadlines.sentences[name];
  const problem = at(`/${name}`);
  return (
    <div className="deadline">
      <p>
        {before}{" "}
        <input
          className="input mono"
          inputMode="numeric"
          autoComplete="off"
          aria-label={`${before} … ${after}`}
          aria-describedby={problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`}
          aria-invalid={problem === undefined ? undefined : true}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.currentTarget.value } as Partial<Typed>)}
        />{" "}
        {after}
      </p>
      <p className="hint" id={`${id}-hint`}>
        {empty}
      </p>
      {problem !== undefined && (
        <p className="problem" id={`${id}-problem`}>
          <Icon name="warning" size={16} />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}
