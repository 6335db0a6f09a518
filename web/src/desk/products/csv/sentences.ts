/** The errors of a file as sentences, and values in readable form. */
import { money } from "~/lib/money";
import { w } from "~/words/products-csv";
import type { Numbers } from "./cells";
import type { Column, Wrong } from "./columns";
import { writeExtras } from "./extras";
import type { ShownValue } from "./plan";

export function sentenceOf(wrong: Wrong): string {
  switch (wrong.kind) {
    case "cellCount":
      return w.wrong.cellCount(wrong.found, wrong.wanted);
    case "unknownColumn":
      return w.wrong.unknownColumn(wrong.like);
    case "ambiguous":
      return w.wrong.ambiguous(wrong.count);
    case "duplicate":
      return w.wrong.duplicate(wrong.line);
    case "tooLong":
      return w.wrong.tooLong(wrong.most, wrong.found);
    case "tooLarge":
      return w.wrong.tooLarge(wrong.most);
    case "notAnAmount":
      return w.wrong.notAnAmount(wrong.example);
    case "decimals":
      return w.wrong.decimals(wrong.digits, wrong.currency);
    case "currency":
      return w.wrong.currency(wrong.wanted);
    case "extraForm":
      return w.wrong.extraForm(wrong.example);
    case "extraTwice":
      return w.wrong.extraTwice(wrong.id);
    case "tooManyExtras":
      return w.wrong.tooManyExtras(wrong.most, wrong.found);
    case "stockTaken":
      return w.wrong.stockTaken(wrong.least);
    case "unclosed":
    case "afterQuote":
    case "columnTwice":
    case "noKeyColumn":
    case "noKey":
    case "badId":
    case "unknownId":
    case "otherSeller":
    case "missing":
    case "control":
    case "invisible":
    case "negative":
    case "notWhole":
    case "notANumber":
    case "notYesNo":
      return w.wrong[wrong.kind];
  }
}

export function shown(column: Column, value: ShownValue, currency: string, numbers: Numbers): string {
  if (value === null || value === "") return w.plan.nothingThere;
  if (typeof value === "boolean") return value ? w.plan.yes : w.plan.no;
  if (typeof value === "number") return column === "price" ? money(value, currency) : String(value);
  if (typeof value === "string") return value;
  return value.length === 0 ? w.plan.nothingThere : writeExtras(value, currency, numbers);
}
