/** The vouchers of a seller. The other pages of this area are in the same file. */
import "../form/rows.css";
import "./vouchers.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { clock } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { Blank, Unread } from "../states";
import { copyCode, limitTexts, usesText, VoucherState, windowText, worthText } from "./parts";
import { useVouchers, type Voucher } from "./queries";
import { parseVoucherSearch } from "./search";
import { SHOWN, type Shown, shownAs, stateOf } from "./state";

export { NewVoucherPage } from "./new";
export { VoucherPage } from "./voucher";

export function VouchersPage() {
  // The router merges ignored parameters of the address with valid ones, so the address is parsed here again.
  const { show } = useSearch({ from: "/desk/vouchers", select: parseVoucherSearch, structuralSharing: true });
  const navigate = useNavigate();
  const list = useVouchers();
  const { data } = list;
  const all = data?.entries ?? [];
  const now = clock.now();
  const of = (shown: Shown) => all.filter((voucher) => shownAs(stateOf(voucher, now)) === shown);
  const vouchers = show === undefined ? all : of(show);
  return (
    <>
      <div className="views">
        <nav className="tabs" aria-label={w.shown.label}>
          <Tab show={undefined} chosen={show} count={all.length} />
          {SHOWN.map((shown) => (
            <Tab key={shown} show={shown} chosen={show} count={of(shown).length} />
          ))}
        </nav>
        <p className="views-end views-add">
          <Link className="button button-primary" to="/desk/vouchers/new">
            <Icon name="plus" />
            {w.make}
          </Link>
        </p>
      </div>
      <div className="list-page vouchers-page">
        {!data ? (
          <Unread read={list} />
        ) : all.length === 0 ? (
          <Blank icon="voucher" title={w.nothingYet.title}>
            <p>{w.nothingYet.text}</p>
            <Link className="button" to="/desk/vouchers/new">
              {w.make}
            </Link>
          </Blank>
        ) : vouchers.length === 0 ? (
          <Blank icon="filter" title={w.nothingMatches.title}>
            <p>{w.nothingMatches.text}</p>
            <button
              className="button"
              type="button"
              onClick={() => void navigate({ to: "/desk/vouchers", search: {} })}
            >
              {w.nothingMatches.clear}
            </button>
          </Blank>
        ) : (
          <Rows vouchers={vouchers} />
        )}
        {data?.cutOff && <p className="hint">{desk.onlyFirst(all.length)}</p>}
      </div>
    </>
  );
}

function Tab({ show, chosen, count }: { show: Shown | undefined; chosen: Shown | undefined; count: number }) {
  return (
    <Link
      to="/desk/vouchers"
      search={show === undefined ? {} : { show }}
      // A link is current when it has all parameters of the address, not a part of them.
      activeOptions={{ exact: true }}
      {...(show === chosen && { "aria-current": "page" })}
    >
      {w.shown[show ?? "all"]}
      <span className="count">{count}</span>
    </Link>
  );
}

function Rows({ vouchers }: { vouchers: readonly Voucher[] }) {
  return (
    <div className="list-scroll">
      <table className="list rows vouchers" aria-label={w.table}>
        <thead>
          <tr>
            <th scope="col">{w.columns.code}</th>
            <th scope="col" className="wide">
              {w.columns.worth}
            </th>
            <th scope="col" className="wide num">
              {w.columns.uses}
            </th>
            <th scope="col" className="wide">
              {w.columns.window}
            </th>
            <th scope="col">{w.columns.state}</th>
            <th scope="col" className="last">
              <span className="out-of-sight">{w.columns.copy}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {vouchers.map((voucher) => (
            <Row key={voucher.id} voucher={voucher} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ voucher }: { voucher: Voucher }) {
  const { currency, zone } = useDesk();
  const place = { currency, zone };
  const { id, code } = voucher;
  const limits = limitTexts(voucher, place);
  const state = stateOf(voucher, clock.now());
  const inShort = [
    [worthText(voucher, place), ...limits].join(", "),
    w.usedAs(usesText(voucher)),
    windowText(voucher, place),
  ];
  return (
    <tr className={state === "active" || state === "planned" ? undefined : "is-off"}>
      <th scope="row">
        <Link className="row-link mono" to="/desk/vouchers/$id" params={{ id }}>
          {code}
        </Link>
        <span className="narrow small quiet">
          {inShort.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </span>
      </th>
      <td className="wide">
        {worthText(voucher, place)}
        {limits.length > 0 && <span className="voucher-limits small quiet">{limits.join(", ")}</span>}
      </td>
      <td className="wide num">{usesText(voucher)}</td>
      <td className="wide">{windowText(voucher, place)}</td>
      <td>
        <VoucherState voucher={voucher} />
      </td>
      <td className="last voucher-copy">
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={w.copyOf(code)}
          title={w.copyOf(code)}
          onClick={() => void copyCode(code)}
        >
          <Icon name="copy" />
        </button>
      </td>
    </tr>
  );
}
