/** Changes the terms of a voucher. Its code and its value cannot be changed. */
import { useNavigate } from "@tanstack/react-router";
import { dateTimeOf } from "~/lib/day-and-time";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { RefusedChange } from "../form/changed-meanwhile";
import { EditForm } from "../form/edit-form";
import { Buttons } from "../form/refused";
import { useEdits } from "../form/use-edits";
import { toast } from "../shell/toast";
import { useVoucherChanges, type Voucher, type VoucherChange } from "./queries";
import { faultTexts, TermsFields } from "./terms";
import { changeOf, isChanged, type Place, type TypedTerms, termsOf } from "./typed";

interface Props {
  voucher: Voucher;
  onSaved: (voucher: Voucher) => void;
  readAgain: () => Promise<void>;
}

export function TermsForm({ voucher, onSaved, readAgain }: Props) {
  const { currency, zone } = useDesk();
  const place = { currency, zone };
  const navigate = useNavigate();
  const { change } = useVoucherChanges();
  const { typed, type, at, refused, saving, compared, save, compare } = useEdits<Voucher, TypedTerms>({
    kept: termsOf(voucher, place),
    onSaved,
    readAgain,
  });
  const { body, faults } = changeOf(voucher, typed, place);

  const submit = async () => {
    if (!isChanged(body)) return;
    const saved = await save(faultTexts(faults, place), () => change(voucher, body));
    if (saved !== null) toast({ kind: "status", text: w.one.saved(saved.code) });
  };

  return (
    <EditForm refused={refused} onSubmit={() => void submit()}>
      <div className="form-part">
        <h3>{w.fields.terms}</h3>
        <TermsFields
          typed={typed}
          place={place}
          uses={voucher.ended ? null : w.fields.usesLeft}
          at={at}
          theirs={compared ? theirsOf(voucher, body, place) : {}}
          onType={type}
        />
        <p className="hint voucher-why">
          <Icon name="lock" size={16} />
          <span>{w.one.valueUnchanged}</span>
        </p>
      </div>
      <RefusedChange saving={saving} onReadAgain={compare} />
      <Buttons
        busy={saving.busy}
        not={isChanged(body) ? undefined : w.one.nothing}
        onClose={() => void navigate({ to: "/desk/vouchers" })}
      >
        {w.one.save}
      </Buttons>
    </EditForm>
  );
}

/** Below each edited term: its saved value. */
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
