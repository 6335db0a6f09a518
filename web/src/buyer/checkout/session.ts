/** Who is signed in on the buyer's pages: their phone needs no code. */
import { useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import { Session } from "~/api/session";

export const session = new Session("shop");

/** The phone of whoever is signed in; null for a guest, undefined until that is known. */
export function useSignedIn(): string | null | undefined {
  const [phone, setPhone] = useState<string | null>();
  useEffect(() => {
    const look = () => void read().then(setPhone);
    look();
    return session.listen(look);
  }, []);
  return phone;
}

async function read(): Promise<string | null> {
  if ((await session.renew()) === null) return null;
  try {
    return (await session.client.ask("get", "/api/me")).contact?.phone ?? null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
