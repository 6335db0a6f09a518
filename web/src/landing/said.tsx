/** The result of a button: announced, and shown beside it. */
import { useState } from "react";

export interface Acting {
  busy: string | null;
  said: string;
  /** Runs an action once, and shows the text that it returns. */
  act: (name: string, doing: () => Promise<string>) => void;
}

export function useActing(failed: (detail: string) => string): Acting {
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const act = (name: string, doing: () => Promise<string>) => {
    if (busy !== null) return;
    setBusy(name);
    setSaid("");
    doing()
      .then(setSaid, (error: Error) => setSaid(failed(error.message)))
      .finally(() => setBusy(null));
  };
  return { busy, said, act };
}
