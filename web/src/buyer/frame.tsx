/** The head of a buyer's page: where it leads, what else there is, light or dark. */
import type { ReactNode } from "react";
import { Mark } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import { b } from "~/words/buyer";

export function BuyerTop({ name, href, children }: { name: string; href: string; children?: ReactNode }) {
  return (
    <header className="buyer-top wide">
      <a className="brand" href={href}>
        <Mark />
        <b>{name}</b>
      </a>
      {children}
      <ThemeSwitch label={b.theme} />
    </header>
  );
}
