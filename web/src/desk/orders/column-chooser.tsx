/** Chooses the columns of the table, and their order. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { Popover } from "./popover";
import { COLUMNS, type ColumnId } from "./search";
import { useChangeSearch, useOrderSearch } from "./use-search";

export function ColumnChooser() {
  const { cols } = useOrderSearch();
  const change = useChangeSearch();
  const shown: readonly ColumnId[] = cols ?? COLUMNS;
  const all = [...shown, ...COLUMNS.filter((id) => !shown.includes(id))];
  const set = (next: ColumnId[]) => change({ cols: next.join() === COLUMNS.join() ? undefined : next });
  const move = (id: ColumnId, by: -1 | 1) => {
    const next = [...shown];
    const at = next.indexOf(id);
    next.splice(at, 1);
    next.splice(at + by, 0, id);
    set(next);
  };
  return (
    <Popover
      className="button button-icon"
      label={w.table.columns}
      title={w.table.columns}
      button={<Icon name="columns" />}
    >
      <div className="columns">
        <p className="hint">{w.table.columnsHint}</p>
        <ul>
          {all.map((id) => {
            const at = shown.indexOf(id);
            const name = w.table.column[id];
            return (
              <li key={id}>
                <label>
                  <input
                    className="check"
                    type="checkbox"
                    checked={at >= 0}
                    // The number is the link to the order.
                    disabled={id === "number"}
                    onChange={() => set(at >= 0 ? shown.filter((one) => one !== id) : [...shown, id])}
                  />
                  {name}
                </label>
                <button
                  className="button button-quiet button-icon"
                  type="button"
                  aria-label={w.table.up(name)}
                  disabled={at <= 0}
                  onClick={() => move(id, -1)}
                >
                  <Icon name="up" size={16} />
                </button>
                <button
                  className="button button-quiet button-icon"
                  type="button"
                  aria-label={w.table.down(name)}
                  disabled={at < 0 || at === shown.length - 1}
                  onClick={() => move(id, 1)}
                >
                  <Icon name="down" size={16} />
                </button>
              </li>
            );
          })}
        </ul>
        {cols && (
          <button className="button" type="button" onClick={() => change({ cols: undefined })}>
            {w.table.usual}
          </button>
        )}
      </div>
    </Popover>
  );
}
