import { Icon } from "~/ui/icon";

/** What stands below a field: the hint, or why what was typed is refused. */
export function Below({ id, fault, hint }: { id: string; fault: string | null; hint: string }) {
  return (
    <p
      className={fault === null ? "hint" : "problem"}
      id={`${id}-below`}
      role={fault === null ? undefined : "alert"}
    >
      {fault !== null && <Icon name="warning" size={16} />}
      {fault ?? hint}
    </p>
  );
}
