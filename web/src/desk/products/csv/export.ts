/** Writes products, one row each, so that importing them again changes nothing. */
import { writeCsv } from "~/lib/csv";
import { digitsOf } from "~/lib/money";
import { decimalText, type Numbers } from "./cells";
import { COLUMNS, type Column, type Product } from "./columns";
import { writeExtras } from "./extras";
import { takenOf } from "./plan";

const yesNo = (value: boolean) => (value ? "yes" : "no");

/** The content of a product's cell. */
function cellOf(product: Product, column: Column, numbers: Numbers): string {
  const { currency } = product;
  switch (column) {
    case "id":
    case "name":
    case "currency":
      return product[column];
    case "description":
    case "category":
      return product[column] ?? "";
    case "position":
      return String(product.position);
    case "price":
      return decimalText(product.price, currency, numbers);
    case "stock":
      return String(product.stock?.available ?? product.available);
    case "taken":
      return String(takenOf(product));
    case "low_stock_at":
      return product.lowStockAt === undefined ? "" : String(product.lowStockAt);
    case "main_course":
      return yesNo(product.isMainCourse);
    case "active":
      return yesNo(product.active);
    case "extras":
      return writeExtras(product.addons, currency, numbers);
  }
}

export function tableOf(products: readonly Product[], numbers: Numbers = "en"): string {
  const rows = products.map((product) => COLUMNS.map((column) => cellOf(product, column, numbers)));
  return writeCsv([[...COLUMNS], ...rows], numbers === "de" ? ";" : ",");
}

/** Two example products that use every column, in the seller's currency. */
export function exampleTable(
  currency: string,
  names: { name: string; description: string; category: string; extra: string }[],
  numbers: Numbers = "en",
): string {
  const unit = 10 ** digitsOf(currency);
  const rows = names.map(({ name, description, category, extra }, at) => [
    "",
    name,
    description,
    category,
    String(at + 1),
    decimalText(Math.round((4.5 + at) * unit), currency, numbers),
    currency,
    "40",
    "",
    at === 0 ? "10" : "",
    yesNo(at > 0),
    "yes",
    writeExtras([{ id: "", name: extra, price: Math.round(unit / 2) }], currency, numbers).replace(" []", ""),
  ]);
  return writeCsv([[...COLUMNS], ...rows], numbers === "de" ? ";" : ",");
}
