import { Problem } from "~/api/problem";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

/** In place of the desk, when what it needs could not be read. */
export function Failed({ error, again }: { error: Error; again: () => void }) {
  const problem = error instanceof Problem ? error : null;
  return (
    <main className="main-blank" id="main">
      <Icon name="warning" />
      <h1>{w.error.title}</h1>
      <p>{problem?.status === 0 ? w.error.offline : error.message}</p>
      {problem?.requestId && (
        <p className="small quiet mono">{w.error.request(problem.code, problem.requestId)}</p>
      )}
      <button className="button button-primary" type="button" onClick={again}>
        <Icon name="reload" />
        {w.error.again}
      </button>
    </main>
  );
}
