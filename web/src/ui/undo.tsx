/**
 * What is going to happen in a few seconds, and the way back. Whoever looks at it stops the clock: with the pointer on
 * it or the focus in it nothing happens yet.
 */
import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "./icon";

/** A clock that runs down to something, can be stopped, and can be called off. */
export class Delay {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private endsAt = 0;
  private rest: number;
  private state: "running" | "stopped" | "over" = "stopped";

  constructor(
    readonly total: number,
    private readonly end: () => void,
  ) {
    this.rest = total;
    this.run();
  }

  /** Milliseconds that are left. */
  get left(): number {
    return this.state === "running" ? Math.max(0, this.endsAt - Date.now()) : this.rest;
  }

  run(): void {
    if (this.state !== "stopped") return;
    this.state = "running";
    this.endsAt = Date.now() + this.rest;
    this.timer = setTimeout(() => this.finish(), this.rest);
  }

  stop(): void {
    if (this.state !== "running") return;
    clearTimeout(this.timer);
    this.rest = this.left;
    this.state = "stopped";
  }

  /** Does now what it waited for. */
  finish(): void {
    if (this.cancel()) this.end();
  }

  /** Calls it off; false when it was over. */
  cancel(): boolean {
    clearTimeout(this.timer);
    const was = this.state;
    this.state = "over";
    this.rest = 0;
    return was !== "over";
  }
}

const STEP = 100;

export interface UndoProps {
  delay: Delay;
  /** What will be so, and in how many seconds it is told. */
  children: (seconds: number) => ReactNode;
  label: string;
  /** The key that does the same, if there is one. */
  shortcut?: string | undefined;
  onUndo: () => void;
}

/** The milliseconds that are left of a delay. */
export function useLeft(delay: Delay): number {
  const [left, setLeft] = useState(delay.left);
  useEffect(() => {
    const timer = setInterval(() => setLeft(delay.left), STEP);
    return () => clearInterval(timer);
  }, [delay]);
  return left;
}

export function Undo({ delay, children, label, shortcut, onUndo }: UndoProps) {
  const left = useLeft(delay);
  const stop = () => delay.stop();
  // Either of them holds it.
  const run = ({ currentTarget: box }: { currentTarget: HTMLElement }) => {
    if (!box.matches(":hover, :focus-within")) delay.run();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer and the focus only stop the clock.
    <div className="undo" onPointerEnter={stop} onPointerLeave={run} onFocus={stop} onBlur={run}>
      <svg className="undo-time" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" className="undo-ground" />
        <rect width={(100 * left) / delay.total} height="4" className="undo-left" />
      </svg>
      <p>{children(Math.ceil(left / 1_000))}</p>
      <button className="button" type="button" onClick={onUndo}>
        <Icon name="undo" />
        {label}
        {shortcut && <kbd>{shortcut}</kbd>}
      </button>
    </div>
  );
}
