/** Changes the terms of a voucher. Its code and its value stay as they were promised. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { dateTimeOf } from "~/lib/day-and-time";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { RefusedChange } from "../form/changed-meanwhile";
import { useFocusRefused } from "../form/focus-refused";
import { Buttons } from "../form/refused";
import { useSaving } from "../form/use-saving";
import { toast } from "../shell/toast";
import { useVoucherChanges, type Voucher, type VoucherChange } from "./queries";
import { faultText, TermsFields } from "./terms";
import { changeOf, type Faults, isChanged, type Place, type TypedTerms, termsOf } from "./typed";

interface Props {
  voucher: Voucher;
  onSaved: (voucher: Voucher) => void;
  readAgain: () => Promise<void>;
}

export function TermsForm({ voucher, onSaved, readAgain }: Props) {
  const { currency, zone } = useDesk();
  const place = { currency, zone };
  const navigate = useNavigate();
  const saving = useSaving();
  const { change } = useVoucherChanges();
  // Only what is typed: the rest follows the voucher.
  const [edits, setEdits] = useState<Partial<TypedTerms>>({});
  const [faults, setFaults] = useState<Faults | null>(null);
  // After somebody else was faster, what they saved stands below what was typed.
  const [compared, setCompared] = useState(false);
  const form = useFocusRefused(faults ?? saving.problem);
  const typed = { ...termsOf(voucher, place), ...edits };
  const { body, faults: found } = changeOf(voucher, typed, place);
  const at = (pointer: string) => faultText(faults?.[pointer], place) ?? saving.problem?.at(pointer);

  const submit = async () => {
    if (!isChanged(body)) return;
    if (Object.keys(found).length > 0) {
      saving.clear();
      return setFaults(found);
    }
    const saved = await saving.save(() => change(voucher, body));
    if (saved === null) return;
    onSaved(saved);
    setEdits({});
    setCompared(false);
    toast({ kind: "status", text: w.one.saved(saved.code) });
  };

  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="form-part">
        <h3>{w.fields.terms}</h3>
        <TermsFields
          typed={typed}
          place={place}
          uses={voucher.ended ? null : w.fields.usesLeft}
          at={at}
          theirs={compared ? theirsOf(voucher, body, place) : {}}
          onType={(part) => {
            setEdits({ ...edits, ...part });
            setFaults(null);
          }}
        />
        <p className="hint voucher-why">
          <Icon name="lock" size={16} />
          <span>{w.one.worthStays}</span>
        </p>
      </div>
      <RefusedChange
        problem={saving.problem}
        onReadAgain={() => {
          saving.clear();
          setCompared(true);
          void readAgain();
        }}
      />
      <Buttons
        busy={saving.busy}
        not={isChanged(body) ? undefined : w.one.nothing}
        onClose={() => void navigate({ to: "/desk/vouchers" })}
      >
        {w.one.save}
      </Buttons>
    </form>
  );
}

/** Below each term that was typed otherwise: what is saved of it. */
function theirsOf(voucher: Voucher, body: VoucherChange, { currency, zone }: Place) {
  const { minSubtotal, usesLeft, perCustomer, validFrom, validUntil } = voucher;
  const now = (text: string | number | undefined) => w.one.now(String(text ?? w.one.none));
  const moment = (at: string | undefined) => now(at && dateTimeOf(at, zone));
  return {
    ...(body.minSubtotal !== undefined && { min: now(money(minSubtotal, currency)) }),
    ...(body.usesLeft !== undefined && { uses: now(usesLeft) }),
    ...(body.perCustomer !== undefined && { perCustomer: now(perCustomer) }),
    ...(body.validFrom !== undefined && { from: moment(validFrom) }),
    ...(body.validUntil !== undefined && { until: moment(validUntil) }),
  };
}
