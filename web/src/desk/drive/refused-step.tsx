/** A step that the server refused: its sentence, and the ways out. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import type { Step } from "./steps";
import { useDrive } from "./use-drive";

export function RefusedStep({ step, onChange }: { step: Step; onChange?: (step: Step) => void }) {
  const drive = useDrive();
  if (!step.refused) return null;
  const { sentence, orderIds } = step.refused;
  return (
    <div className="notice notice-brick drive-refused" role="alert">
      <Icon name="warning" className="is-bad" />
      <div>
        <b>{w.refused[step.kind]}</b> {w.refused.says(sentence)}{" "}
        {orderIds.length > 0 && w.refused.orders(orderIds.map((id) => id.slice(-4)).join(", "))}
        <span className="hint">{w.refused.hint}</span>
        <span className="button-row">
          <button className="button" type="button" onClick={() => void drive.again(step.id)}>
            <Icon name="reload" />
            {w.refused.again}
          </button>
          {onChange && (
            <button className="button" type="button" onClick={() => onChange(step)}>
              <Icon name="edit" />
              {w.refused.change}
            </button>
          )}
          <button className="button" type="button" onClick={() => void drive.discard(step.id)}>
            {w.refused.discard}
          </button>
        </span>
      </div>
    </div>
  );
}
