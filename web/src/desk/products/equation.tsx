/** The ledger's equation, which accounts for every piece. Before a change is saved, it shows both states. */
import { w } from "~/words/products";
import { after } from "./change";
import { counted } from "./list";
import type { Stock } from "./types";

const LINES = ["received", "writtenOff", "taken", "returned", "available"] as const;
const SIGN: Record<(typeof LINES)[number], string> = {
  received: "",
  writtenOff: "− ",
  taken: "− ",
  returned: "+ ",
  available: "= ",
};

/** Without `change` it shows the present state. */
export function Equation({ stock, change }: { stock: Stock; change?: number }) {
  const then = change === undefined ? null : after(stock, change);
  return (
    <table className="equation">
      <caption className="out-of-sight">{w.equation.label}</caption>
      <thead className={then ? undefined : "out-of-sight"}>
        <tr>
          <td />
          <th scope="col" className="num">
            {w.equation.now}
          </th>
          {then && (
            <th scope="col" className="num">
              {w.equation.after}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {LINES.map((line) => {
          const changed = then !== null && then[line] !== stock[line];
          return (
            <tr key={line} className={line === "available" ? "total" : changed ? "is-act" : undefined}>
              <th scope="row">{w.equation[line]}</th>
              <td className="num">{`${SIGN[line]}${counted(stock[line])}`}</td>
              {then && (
                <td className={then[line] < 0 ? "num is-bad" : "num"}>
                  {`${SIGN[line]}${counted(then[line])}`}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
