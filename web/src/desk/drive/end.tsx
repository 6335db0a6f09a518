/** The end of a tour: all stops are done; then the link to the next tour. */
import { Link } from "@tanstack/react-router";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { HoldButton } from "./hold";
import { RefusedStep } from "./refused-step";
import type { Batch, Step } from "./steps";
import { useDrive, useDriveNow } from "./use-drive";

export function End({ batch, refused }: { batch: Batch; refused: readonly Step[] }) {
  const drive = useDrive();
  const delivered = (batch.orders ?? []).filter(({ status }) => status === "DELIVERED").length;
  return (
    <>
      <div className="drive-scroll drive-end">
        <Icon name="done" className="icon-28 is-good" />
        <h2>{w.end.title}</h2>
        <p>{w.end.text(delivered)}</p>
        {refused.map((step) => (
          <RefusedStep key={step.id} step={step} />
        ))}
      </div>
      <footer className="drive-foot">
        <HoldButton
          label={w.end.do}
          again={w.end.again}
          onDone={() => void drive.make(batch.id, { kind: "complete" })}
        />
      </footer>
    </>
  );
}

export function Completed({ batch }: { batch: Batch }) {
  const { steps } = useDriveNow();
  const waits = steps.some(({ batchId, kind }) => batchId === batch.id && kind === "complete");
  return (
    <>
      <div className="drive-scroll drive-end">
        <Icon name={waits ? "clock" : "done"} className={waits ? "icon-28 is-soon" : "icon-28 is-good"} />
        <h2>{w.end.title2}</h2>
        <p>{waits ? w.end.kept : w.end.sent}</p>
      </div>
      <footer className="drive-foot">
        <Link className="button button-large" to="/desk/drive">
          {w.end.others}
        </Link>
      </footer>
    </>
  );
}
