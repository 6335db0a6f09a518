/** A page's message in place of its content: empty, not found, or failed. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "~/ui/icon";

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  bad?: boolean;
  /** Whether it replaces the whole page, so that its title is the page's. */
  whole?: boolean | undefined;
}

export function Blank({ icon, title, children, bad, whole }: Props) {
  const Heading = whole ? "h1" : "h2";
  return (
    <div className="blank" role={bad ? "alert" : undefined}>
      <Icon name={icon} className={bad ? "icon-28 is-bad" : "icon-28 quiet"} />
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}
