/**
 * An action that starts in a few seconds, and the button that cancels it. The countdown pauses while the pointer is on it
 * or the focus in it.
 */
import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "./icon";

/** A countdown to an action, which can be paused and cancelled. */
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

  /** Starts the action now. */
  finish(): void {
    if (this.cancel()) this.end();
  }

  /** Cancels the action; false when it has started. */
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
  /** The text about the action, with the seconds until it starts. */
  children: (seconds: number) => ReactNode;
  label: string;
  /** The key with the same effect, if there is one. */
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
  // Either of them pauses it.
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
