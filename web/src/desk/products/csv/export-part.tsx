/** The export: all products of the seller as one file, with its progress and a button that stops it. */
import { useEffect, useId, useRef, useState } from "react";
import { saveFile } from "~/lib/save-file";
import { clock, dayOf } from "~/lib/time";
import { Choices } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { useDesk } from "../../desk-context";
import { toast } from "../../shell/toast";
import type { Numbers } from "./cells";
import { tableOf } from "./export";
import { readProducts } from "./read-products";

export function ExportPart() {
  const { session, seller, zone } = useDesk();
  const [count, setCount] = useState<number | null>(null);
  const [numbers, setNumbers] = useState<Numbers>("en");
  const control = useRef(new AbortController());
  const format = useId();
  useEffect(() => () => control.current.abort(), []);

  const start = async () => {
    control.current = new AbortController();
    const { signal } = control.current;
    setCount(0);
    try {
      const products = await readProducts(session.client, seller.id, signal, setCount);
      signal.throwIfAborted();
      const day = dayOf(clock.now(), zone);
      saveFile(tableOf(products, numbers), `${w.export.file}-${seller.id}-${day}.csv`);
      toast({ kind: "status", text: w.export.done(products.length) });
    } catch {
      const again = { label: w.export.again, run: () => void start() };
      if (!signal.aborted) toast({ kind: "alert", text: w.export.failed, action: again });
    } finally {
      setCount(null);
    }
  };

  return (
    <section className="form-part" aria-labelledby="import-export">
      <h3 id="import-export">{w.export.title}</h3>
      <p>{w.export.text}</p>
      <div className="field">
        <span className="label" id={format}>
          {w.export.format}
        </span>
        <Choices
          labelledBy={format}
          choices={[
            { value: "en", label: w.export.commas },
            { value: "de", label: w.export.semicolons },
          ]}
          value={numbers}
          onChange={setNumbers}
        />
      </div>
      {count === null ? (
        <p>
          <button className="button" type="button" onClick={() => void start()}>
            <Icon name="download" />
            {w.export.button}
          </button>
        </p>
      ) : (
        <p className="button-row">
          <span role="status">{w.export.progress(count)}</span>
          <button className="button" type="button" onClick={() => control.current.abort()}>
            {w.export.stop}
          </button>
        </p>
      )}
    </section>
  );
}
