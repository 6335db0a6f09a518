/** The seller's profile for buyers: name, description, phone, address, time zone. */
import { useMemo } from "react";
import type { Faults } from "~/form/use-draft";
import { e164, likelyCallingCode, spaced } from "~/lib/phone";
import { clock, deskTime } from "~/lib/time";
import { zoneChoices } from "~/lib/zones";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import type { Seller } from "../desk-context";
import { AddressFields, addressOf, typedAddress } from "../form/address";
import { SelectField, TextField } from "../form/controls";
import { PartForm } from "./part-form";
import { useSellerDraft } from "./seller";

const read = (seller: Seller) => ({
  name: seller.name,
  description: seller.description ?? "",
  phone: seller.phone === null ? "" : spaced(seller.phone),
  address: typedAddress(seller.address),
  timezone: seller.timezone,
});

type Typed = ReturnType<typeof read>;

const check = ({ name }: Typed): Faults => (name.trim() === "" ? { "/name": dw.form.missing } : {});

export function ProfilePart() {
  const draft = useSellerDraft({
    read,
    check,
    body: (typed) => ({
      name: typed.name,
      description: typed.description.trim() || null,
      phone: typed.phone.trim() === "" ? null : e164(typed.phone, likelyCallingCode()),
      address: addressOf(typed.address),
      timezone: typed.timezone,
    }),
  });
  const { typed, set, at } = draft;
  const zones = useMemo(() => zoneChoices(typed.timezone), [typed.timezone]);
  return (
    <PartForm part="profile" draft={draft}>
      <div className="form-part">
        <TextField
          label={w.profile.name}
          maxLength={100}
          value={typed.name}
          problem={at("/name")}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={w.profile.description}
          hint={w.profile.descriptionHint}
          rows={3}
          maxLength={1_000}
          value={typed.description}
          problem={at("/description")}
          onChange={(description) => set({ description })}
        />
        <TextField
          label={w.profile.phone}
          hint={w.profile.phoneHint}
          type="tel"
          value={typed.phone}
          problem={at("/phone")}
          onChange={(phone) => set({ phone })}
        />
      </div>
      <fieldset className="form-part">
        <legend>{w.profile.address}</legend>
        <p className="hint">{w.profile.addressHint}</p>
        <AddressFields
          typed={typed.address}
          at={(pointer) => at(`/address${pointer}`)}
          onChange={(address) => set({ address })}
        />
      </fieldset>
      <div className="form-part">
        <SelectField
          label={w.profile.timezone}
          hint={w.profile.timezoneHint(deskTime(clock.now(), typed.timezone))}
          value={typed.timezone}
          problem={at("/timezone")}
          choices={zones}
          onChange={(timezone) => set({ timezone })}
        />
      </div>
    </PartForm>
  );
}
