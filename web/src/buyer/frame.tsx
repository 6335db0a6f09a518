/** The header of a buyer's page: its link back, further links, and the theme. */
import type { ReactNode } from "react";
import { Mark } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import type { BuyerWords } from "~/words/en/buyer";

interface Props {
  name: string;
  href: string;
  words: BuyerWords;
  children?: ReactNode;
}

export function BuyerTop({ name, href, words, children }: Props) {
  return (
    <header className="buyer-top wide">
      <a className="brand" href={href}>
        <Mark />
        <b>{name}</b>
      </a>
      {children}
      <ThemeSwitch label={words.theme} />
    </header>
  );
}
