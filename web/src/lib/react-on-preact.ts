/**
 * The part of React that the buyers' pages use, from Preact's core alone, which is smaller than `preact/compat`.
 *
 * Like React's, fields report each change while it is typed.
 */
import { type ComponentChild, options, render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export { createContext } from "preact";
export { useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

export const createRoot = (place: Element) => {
  let begun = false;
  return {
    render: (page: unknown) => {
      // The content before the first render was not made by Preact.
      if (!begun) place.textContent = "";
      begun = true;
      render(page as ComponentChild, place);
    },
  };
};

/** A snapshot of a store, read again when the store reports a change. */
export function useSyncExternalStore<T>(subscribe: (notify: () => void) => () => void, read: () => T): T {
  const [, renderAgain] = useState({});
  const value = read();
  const latest = useRef({ read, value });
  latest.current = { read, value };
  useEffect(() => {
    const look = () => {
      if (!Object.is(latest.current.value, latest.current.read())) renderAgain({});
    };
    // The store may have changed since the rendering.
    look();
    return subscribe(look);
  }, [subscribe]);
  return value;
}

interface FieldProps {
  type?: string;
  onChange?: unknown;
  onInput?: unknown;
}

const former = options.vnode;
options.vnode = (node) => {
  const { type } = node;
  const props = node.props as FieldProps;
  if (
    props.onChange &&
    (type === "textarea" || (type === "input" && !/check|radio|file/.test(props.type ?? "")))
  ) {
    props.onInput = props.onChange;
    props.onChange = undefined;
  }
  former?.(node);
};
