/** Short messages at the foot of the page. A status disappears by itself, an alert remains until it is dismissed. */
import { useEffect } from "react";
import { store, useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

export interface Toast {
  kind: "status" | "alert";
  text: string;
  action?: { label: string; run: () => void };
}

const VISIBLE_FOR = 6_000;
const SHOWN = 3;

let last = 0;
const toasts = store<readonly (Toast & { id: number })[]>([]);

export function toast(message: Toast): void {
  last += 1;
  toasts.set([...toasts.get(), { ...message, id: last }].slice(-SHOWN));
}

const dismiss = (id: number) => toasts.set(toasts.get().filter((one) => one.id !== id));

/** Two live regions, always rendered, because screen readers do not announce a region that appears with its text. */
export function Toasts() {
  const all = useStore(toasts);
  return (
    <div className="toasts">
      <div role="alert">{all.map((one) => one.kind === "alert" && <One key={one.id} toast={one} />)}</div>
      <div role="status">{all.map((one) => one.kind === "status" && <One key={one.id} toast={one} />)}</div>
    </div>
  );
}

function One({ toast: { id, kind, text, action } }: { toast: Toast & { id: number } }) {
  useEffect(() => {
    if (kind === "alert") return;
    const timer = setTimeout(() => dismiss(id), VISIBLE_FOR);
    return () => clearTimeout(timer);
  }, [id, kind]);
  return (
    <div className="toast">
      <Icon name={kind === "alert" ? "warning" : "check"} />
      <p>{text}</p>
      {action && (
        <button
          className="link"
          type="button"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button
        className="button button-quiet button-icon"
        type="button"
        aria-label={w.toast.dismiss}
        onClick={() => dismiss(id)}
      >
        <Icon name="cross" />
      </button>
    </div>
  );
}
