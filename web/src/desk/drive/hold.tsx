/**
 * A button for an action that cannot be undone: held for a second, or pressed twice. Both work with a thumb, and pressing
 * twice also works with a key, a switch and without motion.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";

const HOLD = 1_000;

export function HoldButton(props: {
  /** The label, and the label after the first press. */
  label: ReactNode;
  again: ReactNode;
  onDone: () => void;
}) {
  const { label, again, onDone } = props;
  const [asked, setAsked] = useState(false);
  const [holds, setHolds] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The click at the end of a hold does not count.
  const held = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const release = () => {
    clearTimeout(timer.current);
    setHolds(false);
  };
  return (
    <>
      <button
        className={`button hold${holds ? " hold-on" : ""}${asked ? " hold-asked" : ""}`}
        type="button"
        onPointerDown={(event) => {
          held.current = false;
          if (event.button !== 0) return;
          setHolds(true);
          timer.current = setTimeout(() => {
            held.current = true;
            setHolds(false);
            setAsked(false);
            onDone();
          }, HOLD);
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onBlur={() => setAsked(false)}
        onClick={() => {
          if (held.current) {
            held.current = false;
            return;
          }
          setAsked(!asked);
          if (asked) onDone();
        }}
      >
        <span>
          <Icon name="check" />
          {asked ? again : label}
        </span>
      </button>
      <p className="out-of-sight" role="status">
        {asked && w.tapAgain}
      </p>
    </>
  );
}
