/** What a page shows instead of what it is for: nothing yet, gone, failed. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "~/ui/icon";

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  bad?: boolean;
  /** Whether it stands for the whole page, and its title is the page's. */
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
