/** The signed-in buyer, whose phone needs no code. */
import { useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import { session } from "../session";

/** The phone of the signed-in buyer; null for a guest, undefined until that is known. */
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
  try {
    if ((await session.renew()) === null) return null;
    return (await session.client.ask("get", "/api/me")).contact?.phone ?? null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
