/** Products as a file: exporting all of them, and importing them after a preview of every change. */
import "./import.css";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { Page } from "../../form/page";
import { ReadFailed } from "../../states";
import { Choose } from "./choose";
import { ColumnsHelp } from "./columns-help";
import { ExportPart } from "./export-part";
import { DropArea } from "./file-picker";
import { Finished } from "./outcome";
import { Preview } from "./preview";
import { type Importing, useImport } from "./use-import";
import { Writing } from "./writing";

export function ImportPage() {
  const importing = useImport();
  const { now, choose } = importing;
  return (
    <Page title={w.title} back={{ to: "/desk/products", name: w.products }}>
      <DropArea onDrop={now.is === "writing" ? null : choose}>
        <Step importing={importing} />
      </DropArea>
    </Page>
  );
}

function Step({ importing }: { importing: Importing }) {
  const { now, choose } = importing;
  const first = (back: boolean) => (
    <div className="import-first">
      <Choose back={back} onChoose={choose} />
      <ExportPart />
    </div>
  );
  switch (now.is) {
    case "choose":
      return (
        <>
          {first(now.back)}
          <ColumnsHelp />
        </>
      );
    case "refused":
      return (
        <>
          <div className="notice notice-brick" role="alert">
            <Icon name="warning" className="is-bad" />
            <span>
              <b className="import-text">{w.refused.title(now.name)}.</b> {w.refused[now.why]}
            </span>
          </div>
          {first(true)}
          <ColumnsHelp />
        </>
      );
    case "reading":
      return (
        <p role="status" className="import-text">
          {w.reading(now.name)} {now.products > 0 && w.readSoFar(now.products)}
        </p>
      );
    case "unread":
      return <ReadFailed error={now.error} again={now.again} title={w.refused.products} />;
    case "planned":
      return (
        <>
          <Preview
            planned={now}
            onChoose={choose}
            onConfirm={() => importing.confirm(now.chosen, now.plan)}
            onLeave={importing.leave}
          />
          {now.plan.faults.length > 0 && <ColumnsHelp />}
        </>
      );
    case "writing":
      return <Writing writing={now} onStop={importing.stop} />;
    case "done":
      return <Finished finished={now} onAgain={() => importing.again(now.chosen)} onChoose={choose} />;
  }
}
