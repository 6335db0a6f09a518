/** The first step: a file for the import, an example file, and the export. */
import { useEffect, useRef } from "react";
import { saveFile } from "~/lib/save-file";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { useDesk } from "../../desk-context";
import { exampleTable } from "./export";
import { FilePicker } from "./file-picker";
import { FILE } from "./limits";

/** `back` after a return from a later step: then it takes the focus. */
export function Choose({ back, onChoose }: { back: boolean; onChoose: (file: File) => void }) {
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (back) part.current?.querySelector("input")?.focus();
  }, [back]);
  const { currency } = useDesk();
  const most = FILE.rows.toLocaleString(document.documentElement.lang);
  return (
    <section ref={part} className="form-part import-choose" aria-labelledby="import-choose">
      <h3 id="import-choose">{w.choose.title}</h3>
      <p>{w.choose.text}</p>
      <div className="import-zone">
        <FilePicker primary onChoose={onChoose}>
          {w.choose.button}
        </FilePicker>
        <span className="quiet">{w.choose.drop}</span>
        <p className="hint">{w.choose.limits(most)}</p>
      </div>
      <p>
        <button
          className="link import-example"
          type="button"
          onClick={() => saveFile(exampleTable(currency, w.choose.examples), `${w.choose.exampleFile}.csv`)}
        >
          <Icon name="download" size={16} />
          {w.choose.example}
        </button>
      </p>
    </section>
  );
}
