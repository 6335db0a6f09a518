/** After a refusal the focus goes to the first field that has to be changed. */
import { type RefObject, useEffect, useRef } from "react";

/** `refused` is another object with each refusal; null while there is none. */
export function useFocusRefused(refused: object | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  return form;
}
