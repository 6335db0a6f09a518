/**
 * A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, Esc closes it, and the focus returns to the
 * element that opened it. It is open as long as it is rendered.
 */
import "./dialog.css";
import { type ReactNode, type SubmitEventHandler, useEffect, useId, useRef } from "react";

export interface DialogProps {
  title: ReactNode;
  /** Called by Esc, too. While `busy`, Esc does nothing. */
  onClose: () => void;
  children: ReactNode;
  /** `question` is announced as an alert: the action cannot be undone. */
  kind?: "question" | "form";
  busy?: boolean;
  /** Called by Enter in a field and by the submit button. */
  onSubmit?: () => void;
}

export function Dialog({ title, onClose, children, kind = "form", busy = false, onSubmit }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const submit: SubmitEventHandler = (event) => {
    event.preventDefault();
    if (!busy) onSubmit?.();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog"
      role={kind === "question" ? "alertdialog" : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The dialog is open while it is rendered: its parent closes it.
        event.preventDefault();
        if (!busy) onClose();
      }}
      // The page's keyboard shortcuts do not act on keys that are typed here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form className="confirm dialog-form" method="dialog" onSubmit={submit} noValidate>
        <h2 id={titleId}>{title}</h2>
        {children}
      </form>
    </dialog>
  );
}

/** The buttons of a dialog: its action first, then the way out. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <p className="button-row dialog-foot">{children}</p>;
}
