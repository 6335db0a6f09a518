/** The texts of the shop, for all of its parts. */
import { createContext, useContext } from "react";
import type { ShopWords } from "~/words/en/shop";

export const Words = createContext<ShopWords | null>(null);

export function useWords(): ShopWords {
  const words = useContext(Words);
  if (!words) throw new Error("There are no words here.");
  return words;
}
