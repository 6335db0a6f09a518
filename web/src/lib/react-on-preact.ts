/**
 * What the buyers' pages take of React, from Preact's core alone, which is smaller than `preact/compat`.
 *
 * Fields tell each change as it is typed, as React's do.
 */
import { type ComponentChild, options, render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export { createContext } from "preact";
export { useCallback, useContext, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

export const createRoot = (place: Element) => {
  let begun = false;
  return {
    render: (page: unknown) => {
      // What stood there before the page was no page of Preact's.
      if (!begun) place.textContent = "";
      begun = true;
      render(page as ComponentChild, place);
    },
  };
};

/** What is read of a store, read again when the store tells of a change. */
export function useSyncExternalStore<T>(subscribe: (notify: () => void) => () => void, read: () => T): T {
  const [, renderAgain] = useState({});
  const value = read();
  const latest = useRef({ read, value });
  latest.current = { read, value };
  useEffect(() => {
    const look = () => {
      if (!Object.is(latest.current.value, latest.current.read())) renderAgain({});
    };
    // It may have changed between the rendering and now.
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
