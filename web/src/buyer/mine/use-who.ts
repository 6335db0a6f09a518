/** Who is signed in on a buyer's own pages, updated when another tab signs in or out. */
import { useCallback, useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import type { Me } from "~/api/session";
import { session } from "../session";

export type Who =
  | { is: "unknown" }
  | { is: "stranger" }
  | { is: "known"; me: Me }
  | { is: "failed"; problem: Problem };

export function useWho() {
  const [who, setWho] = useState<Who>({ is: "unknown" });
  const strange = useCallback(() => setWho({ is: "stranger" }), []);
  const look = useCallback(() => {
    session.client
      .ask("get", "/api/me")
      .then((me) => setWho({ is: "known", me }))
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        setWho(error.status === 401 ? { is: "stranger" } : { is: "failed", problem: error });
      });
  }, []);
  useEffect(() => {
    session.renew().then(look, (problem: Problem) => setWho({ is: "failed", problem }));
    return session.listen((signedIn) => (signedIn ? look() : strange()));
  }, [look, strange]);
  return { who, look, strange };
}
