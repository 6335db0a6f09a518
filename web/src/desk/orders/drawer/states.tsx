import { Problem } from "~/api/problem";
import { useLate } from "~/lib/loaded";
import { Icon } from "~/ui/icon";
import { w as aw } from "~/words/actions";
import { w } from "~/words/drawer";

const BLOCKS = ["next", "items", "payment", "customer"] as const;

export function Ghost({ label }: { label: string }) {
  const late = useLate();
  return (
    <div className="drawer-body" role="status" aria-label={label}>
      {late &&
        BLOCKS.map((block) => (
          <section key={block} aria-hidden="true">
            <span className="ghost ghost-name" />
            <span className="ghost ghost-line" />
            <span className="ghost ghost-mid" />
          </section>
        ))}
    </div>
  );
}

export interface FailedProps {
  number: string;
  error: Error;
  again: () => void;
  onClose: () => void;
}

/** The order does not exist or is another seller's, which look alike; or it could not be read for the moment. */
export function Failed({ number, error, again, onClose }: FailedProps) {
  const problem = error instanceof Problem ? error : null;
  const gone = problem?.status === 404 || problem?.status === 403;
  return (
    <div className="drawer-body drawer-blank">
      <div className="blank" role="alert">
        <Icon name={gone ? "search" : "warning"} className={gone ? "icon-28" : "icon-28 is-bad"} />
        <h3>{gone ? w.state.gone(number) : w.state.failed}</h3>
        <p>{gone ? w.state.goneText : problem?.status === 0 ? aw.refused.offline : error.message}</p>
        {!gone && problem?.requestId && (
          <p className="small quiet mono">{aw.refused.request(problem.code, problem.requestId)}</p>
        )}
        <p className="button-row">
          {gone ? (
            <button className="button" type="button" onClick={onClose}>
              {w.state.all}
            </button>
          ) : (
            <button className="button button-primary" type="button" onClick={again}>
              <Icon name="reload" />
              {w.state.again}
            </button>
          )}
        </p>
      </div>
    </div>
  );
}
