import { Icon } from "~/ui/icon";

/** The text below a field: the hint, or the error. */
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
