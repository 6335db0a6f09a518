/** The local program's own API under `/_local`. A deployment on AWS has none of it. */
import type { Person } from "~/sign-in/demo-people";

export interface DemoSeller {
  id: string;
  name: string;
  lifecycle: string;
  openOrders: number;
}

export interface People {
  people: (Omit<Person, "role"> & { role: Person["role"] | "buyer" })[];
  sellers: DemoSeller[];
}

export interface Message {
  to: string;
  channel: string;
  text: string;
  at: string;
}

/** Null when the address does not exist, or nothing answers. */
async function read<T>(path: string, init?: RequestInit): Promise<T | null> {
  const answer = await fetch(path, init).catch(() => null);
  return answer?.ok ? ((await answer.json()) as T) : null;
}

export const people = () => read<People>("/_local/people");

export const now = async () => (await read<{ now: string }>("/_local/clock"))?.now ?? null;

export const messages = async () =>
  (await read<{ messages: Message[] }>("/_local/messages?limit=99"))?.messages ?? null;

export const deadLetters = async () =>
  (await read<{ deadLetters: unknown[] }>("/_local/dead-letters"))?.deadLetters.length ?? null;

/** Moves the clock forward. Everything that becomes due has been done when this returns. */
export const advance = (by: string) => post<{ now: string }>("/_local/clock", { advance: by });

/** Creates more orders of all kinds. */
export const placeMore = (orders: number) => post<{ placed: number }>("/_local/demo", { orders });

/** Throws an error with the program's own sentence. */
async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as T & { detail?: string };
  if (!answer.ok) throw new Error(said.detail ?? `HTTP ${answer.status}`);
  return said;
}
