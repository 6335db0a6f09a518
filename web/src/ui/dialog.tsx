/**
 * A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, Esc closes it, and the focus goes back to
 * what opened it. It is open as long as it is rendered.
 */
import "./dialog.css";
import { type ReactNode, type SubmitEventHandler, useEffect, useId, useRef } from "react";

export interface DialogProps {
  title: ReactNode;
  /** Called by Esc, too. While `busy`, Esc does nothing. */
  onClose: () => void;
  children: ReactNode;
  /** `question` is read out as an alert: something is about to happen that cannot be taken back. */
  kind?: "question" | "form";
  busy?: boolean;
  /** Enter in a field and the submit button come here. */
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
        // The dialog is open as long as it is rendered: whoever renders it closes it.
        event.preventDefault();
        if (!busy) onClose();
      }}
      // Keys of the page below are not for what is typed here.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form className="confirm dialog-form" method="dialog" onSubmit={submit} noValidate>
        <h2 id={titleId}>{title}</h2>
        {children}
      </form>
    </dialog>
  );
}

/** The foot of a dialog: what it does first, then the way out. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <p className="button-row dialog-foot">{children}</p>;
}
