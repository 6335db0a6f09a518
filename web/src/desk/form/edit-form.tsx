/** The form of a page, without the browser's validation; after a refusal the focus goes to the first field at fault. */
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  /** Another value for each refusal; null or 0 without one. */
  refused: object | number | null;
  onSubmit: () => void;
  children: ReactNode;
}

export function EditForm({ refused, onSubmit, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
