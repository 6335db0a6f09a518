/** The columns of a file, with an example in the seller's currency. */
import { digitsOf } from "~/lib/money";
import { w } from "~/words/products-csv";
import { useDesk } from "../../desk-context";
import { decimalText } from "./cells";
import { COLUMNS, type Column } from "./columns";

export function ColumnsHelp() {
  const { currency } = useDesk();
  const digits = digitsOf(currency);
  const price = (units: number) => decimalText(Math.round(units * 10 ** digits), currency);
  const { name, description, category, extra } = w.columns.exampleText;
  const examples: Record<Column, string> = {
    id: "PRD-7K3M9Q2X",
    name,
    description,
    category,
    position: "1",
    price: price(4.5),
    currency,
    stock: "40",
    taken: "12",
    low_stock_at: "10",
    main_course: "no",
    active: "yes",
    extras: `${extra}=${price(0.5)}`,
  };
  const holds = (column: Column): string => {
    switch (column) {
      case "price":
        return w.columns.price(digits);
      case "currency":
        return w.columns.currency(currency);
      default:
        return w.columns[column];
    }
  };
  return (
    <section className="import-help" aria-labelledby="import-columns">
      <h3 id="import-columns">{w.columns.title}</h3>
      <ul className="import-rules">
        {w.columns.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <div className="list-scroll">
        <table className="list import-table" aria-labelledby="import-columns">
          <thead>
            <tr>
              <th scope="col">{w.columns.column}</th>
              <th scope="col">{w.columns.holds}</th>
              <th scope="col">{w.columns.example}</th>
            </tr>
          </thead>
          <tbody>
            {COLUMNS.map((column) => (
              <tr key={column}>
                <th scope="row" className="mono">
                  {column}
                </th>
                <td>{holds(column)}</td>
                <td className="mono import-text">{examples[column]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{w.columns.quote}</p>
    </section>
  );
}
