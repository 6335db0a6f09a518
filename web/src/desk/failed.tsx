import { useState } from "react";
import { Problem } from "~/api/problem";
import { deskWay } from "~/api/ways-out";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { signOut } from "./leaving";

/** In place of the sellers' pages, when their data could not be read. If a retry does not help, another account may. */
export function Failed({ error, again }: { error: Error; again: () => void }) {
  const problem = error instanceof Problem ? error : null;
  const [fault, setFault] = useState<string | null>(null);
  const leave = () => void signOut().catch(() => setFault(w.account.signOutFailed));
  const hopeless = problem !== null && deskWay(problem) === "none";
  return (
    <main className="main-blank" id="main">
      <Icon name="warning" />
      <h1>{w.error.title}</h1>
      <p>{problem?.status === 0 ? w.error.offline : error.message}</p>
      {problem?.requestId && (
        <p className="small quiet mono">{w.error.request(problem.code, problem.requestId)}</p>
      )}
      {fault !== null && (
        <p className="problem" role="alert">
          {fault}
        </p>
      )}
      <button className="button button-primary" type="button" onClick={hopeless ? leave : again}>
        <Icon name={hopeless ? "signout" : "reload"} />
        {hopeless ? w.account.signOut : w.error.again}
      </button>
    </main>
  );
}
