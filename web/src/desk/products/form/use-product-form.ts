/**
 * A product while it is edited: its errors, saving it in two requests (the product, then its image), and merging with
 * concurrent changes.
 */
import { useState } from "react";
import { type Saving, useSaving } from "~/form/use-saving";
import { amountText } from "~/lib/money";
import { clock } from "~/lib/time";
import { w as desk } from "~/words/desk";
import { w } from "~/words/products";
import { useDesk } from "../../desk-context";
import { isStale } from "../../form/changed-meanwhile";
import { useReadAgain, useWriting } from "../queries";
import type { Product } from "../types";
import { bodyOf, changeOf, type Draft, draftOf, type Fault, type Field, read, rebase } from "./draft";
import type { Resized } from "./resize";

export interface ProductForm {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** The server's version; null until it is created. */
  base: Product | null;
  image: Resized | null;
  setImage: (image: Resized | null) => void;
  saving: Saving;
  /** The error of the field at this pointer. */
  at: (pointer: string) => string | undefined;
  /** The value of a field in a concurrent change. */
  theirs: (field: Field) => string | undefined;
  /** Whether there are unsaved edits. */
  changed: boolean;
  /** How often it was refused, here or by the API. */
  refusals: number;
  /** The product once all of it is saved; null when it was refused. */
  submit: () => Promise<Product | null>;
  /** Whether there was a concurrent change. */
  conflict: boolean;
  /** Takes the values of the concurrent change, and keeps the edits. */
  catchUp: () => Promise<void>;
  caughtUp: boolean;
}

/** An example amount, in minor units. */
const EXAMPLE = 1_250;

export function useProductForm(product: Product | null): ProductForm {
  const { seller, zone, currency } = useDesk();
  // The time when the form was opened: the choices do not change while it is open.
  const [terms] = useState(() => ({ currency, zone, hours: seller.hours, now: clock.now() }));
  const [base, setBase] = useState(product);
  const [was, setWas] = useState(() => draftOf(product, terms));
  const [draft, setDraft] = useState(was);
  const [image, setImage] = useState<Resized | null>(null);
  // Errors are shown after the first attempt to save.
  const [isTried, setTried] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [elsewhere, setElsewhere] = useState<{ both: readonly Field[]; now: Draft } | null>(null);
  const saving = useSaving();
  const writing = useWriting();
  const readAgain = useReadAgain();

  const faults = faultsOf();
  function faultsOf(): Readonly<Record<string, Fault>> {
    const { faults } = read(draft, terms, base === null);
    const hasImage = image !== null || (base?.image !== undefined && !draft.imageRemoved);
    return hasImage && draft.alt.trim() === "" ? { ...faults, "/image/alt": "missing" } : faults;
  }
  const sentence = (fault: Fault): string => {
    switch (fault) {
      case "missing":
        return desk.form.missing;
      case "number":
        return desk.form.notANumber;
      case "amount":
        return desk.form.notAnAmount(amountText(EXAMPLE, currency));
      case "moment":
        return w.sale.momentMissing;
    }
  };

  const send = async (): Promise<Product> => {
    let now = base;
    if (now === null) {
      const body = bodyOf(draft, terms, seller.id);
      now = await writing.create(body, saving.keyFor(body));
    } else {
      const change = changeOf(draft, now, terms, image !== null);
      if (Object.keys(change).length > 0) now = await writing.change(now, change);
    }
    // A saved product is not sent again when the second request is refused.
    setBase(now);
    return image === null ? now : writing.putImage(now, image.file, draft.alt.trim());
  };

  return {
    draft,
    set: (change) => setDraft((now) => ({ ...now, ...change })),
    base,
    image,
    setImage,
    saving,
    at: (pointer) => {
      const fault = isTried ? faults[pointer] : undefined;
      return fault ? sentence(fault) : saving.problem?.at(pointer);
    },
    theirs: (field) => {
      if (!elsewhere?.both.includes(field)) return undefined;
      const value = elsewhere.now[field];
      if (typeof value !== "string" || field === "sale") return w.form.theirsOther;
      return value === "" ? w.form.theirsEmpty : w.form.theirs(value);
    },
    changed: image !== null || JSON.stringify(draft) !== JSON.stringify(was),
    refusals,
    async submit() {
      setTried(true);
      const saved = Object.keys(faults).length > 0 ? null : await saving.save(send);
      if (saved === null) setRefusals((count) => count + 1);
      return saved;
    },
    conflict: isStale(saving.problem),
    async catchUp() {
      if (base === null) return;
      const fresh = await saving.save(() => readAgain(base.id));
      if (fresh === null) return;
      const now = draftOf(fresh, terms);
      const merged = rebase(draft, was, now);
      setBase(fresh);
      setWas(now);
      setDraft(merged.draft);
      setElsewhere({ both: merged.both, now });
    },
    caughtUp: elsewhere !== null,
  };
}
