/** One voucher: its code, its uses, its terms, a sample cart, and its end. */
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { Unread } from "../states";
import { copyCode, limitTexts, usesText, VoucherState, windowText, worthText } from "./parts";
import { useVoucher, type Voucher } from "./queries";
import { SampleCart } from "./sample";
import { SwitchPart } from "./switch";
import { TermsForm } from "./terms-form";

export function VoucherPage() {
  const { id } = useParams({ from: "/desk/vouchers/$id" });
  const read = useVoucher(id);
  const back = { to: "/desk/vouchers", name: desk.nav.pages.vouchers } as const;
  return (
    <Page back={back}>
      {read.data ? (
        // Another voucher's page has no edits of this one.
        <Shown key={id} read={read.data} readAgain={async () => (await read.refetch()).data ?? null} />
      ) : (
        <Unread read={read} forbidden={w.one.gone} />
      )}
    </Page>
  );
}

interface ShownProps {
  /** The present voucher: its uses rise while the page is open. */
  read: Voucher;
  readAgain: () => Promise<Voucher | null>;
}

function Shown({ read, readAgain }: ShownProps) {
  const { currency, zone } = useDesk();
  const place = { currency, zone };
  // Its terms as of the opening or the last save: changes by others are reported when the edits are saved.
  const [voucher, setVoucher] = useState(read);
  const again = async () => {
    const found = await readAgain();
    if (found !== null) setVoucher(found);
  };
  return (
    <>
      <div className="page-head voucher-head">
        <h2 className="mono">{read.code}</h2>
        <VoucherState voucher={read} />
        <p className="button-row">
          <button className="button" type="button" onClick={() => void copyCode(read.code)}>
            <Icon name="copy" />
            {w.copy}
          </button>
        </p>
      </div>
      <dl className="voucher-facts">
        <div>
          <dt>{w.columns.worth}</dt>
          <dd>{[worthText(read, place), ...limitTexts(read, place)].join(", ")}</dd>
        </div>
        <div>
          <dt>{w.columns.uses}</dt>
          <dd>{usesText(read)}</dd>
        </div>
        <div>
          <dt>{w.columns.window}</dt>
          <dd>{windowText(read, place)}</dd>
        </div>
      </dl>
      <div className="page-two">
        <div className="form">
          <TermsForm voucher={voucher} onSaved={setVoucher} readAgain={again} />
          <SwitchPart voucher={voucher} onChanged={setVoucher} readAgain={again} />
        </div>
        <SampleCart voucher={read} />
      </div>
    </>
  );
}
