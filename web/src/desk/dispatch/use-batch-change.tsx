/** A change of a batch, on the displayed version. After a conflict the person checks the new version first. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Problem } from "~/api/problem";
import { useSaving } from "~/form/use-saving";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { isStale } from "../form/changed-meanwhile";
import { Refused } from "../form/refused";
import { type Batch, putBatch, readAgain } from "./batches";
import { shortNumber } from "./places";

interface BatchChange {
  busy: boolean;
  problem: Problem | null;
  /** The batch after the change; null when it was refused. */
  send: (ask: (version: number) => Promise<{ batch: Batch }>) => Promise<Batch | null>;
  /** The refusal, with its way out. */
  refused: ReactNode;
}

export function useBatchChange(batch: Batch): BatchChange {
  const { seller } = useDesk();
  const queries = useQueryClient();
  const { busy, problem, save, clear } = useSaving();
  // The version that the person has looked at, until they look again.
  const [version, setVersion] = useState(batch.version);
  const lookAgain = () => {
    setVersion(batch.version);
    clear();
  };
  return {
    busy,
    problem,
    async send(ask) {
      const answer = await save(() => ask(version));
      void readAgain(queries, seller.id);
      if (answer === null) return null;
      putBatch(queries, answer.batch);
      return answer.batch;
    },
    refused: isStale(problem) ? (
      <Changed number={shortNumber(batch.batchNumber)} again={lookAgain} />
    ) : (
      <Refused problem={problem} />
    ),
  };
}

/** A conflict: the page now shows the other change, and can be used again. */
function Changed({ number, again }: { number: string; again: () => void }) {
  return (
    <div className="notice notice-amber" role="alert">
      <Icon name="warning" className="is-soon" />
      <span>{w.conflict(number)}</span>
      <button className="button" type="button" onClick={again}>
        {w.again}
      </button>
    </div>
  );
}
