/** The report's time, days, comparison and currency. */
import { deskTime, zoneName } from "~/lib/time";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { currencyName, spanText } from "./format";
import { type Report, today, whoseOf } from "./queries";
import { ReportLink } from "./report-link";
import type { ReportSearch } from "./search";
import { daysIn } from "./span";

export interface AsOfProps {
  report: Report;
  search: ReportSearch;
  currencies: readonly string[];
  currency: string;
}

export function AsOf({ report, search, currencies, currency }: AsOfProps) {
  const desk = useDesk();
  const { zone, seller, staff } = desk;
  const time = deskTime(report.asOf, zone);
  const one = whoseOf(desk, search) !== undefined;
  const { sellers: _, ...ofOne } = search;
  const before = spanText(report.before, today(zone));
  return (
    <div className="report-as">
      <p className="small quiet">
        {one ? w.asOf(time, zoneName(zone)) : w.asOfAll(time)} {w.compared(daysIn(report.span), before)}{" "}
        {w.amounts(currencyName(currency))}
      </p>
      {staff === "admin" && (
        <nav className="segments report-choice" aria-label={w.scope.label}>
          <ReportLink search={ofOne} aria-current={one ? "true" : undefined}>
            {w.scope.one(seller.name)}
          </ReportLink>
          <ReportLink search={{ ...search, sellers: "all" }} aria-current={one ? undefined : "true"}>
            {w.scope.all}
          </ReportLink>
        </nav>
      )}
      {currencies.length > 1 && (
        <nav className="segments report-choice" aria-label={w.currency}>
          {currencies.map((each) => (
            <ReportLink
              key={each}
              search={{ ...search, currency: each }}
              aria-current={each === currency ? "true" : undefined}
            >
              {each}
            </ReportLink>
          ))}
        </nav>
      )}
    </div>
  );
}
