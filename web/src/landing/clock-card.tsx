/** The program's clock, and the buttons that move it forward. */
import { useEffect, useState } from "react";
import { clock, longDay, zoneName } from "~/lib/time";
import { w } from "~/words/landing";
import { advance, now } from "./local";
import { useActing } from "./said";

const STEPS = Object.keys(w.steps) as (keyof typeof w.steps)[];

export function ClockCard({ zone }: { zone: string }) {
  const [at, setAt] = useState<number | null>(null);
  const { busy, said, act } = useActing(w.failed);
  const tick = () => setAt(clock.now());
  const look = async () => {
    const moment = await now();
    if (moment === null) return;
    clock.set(moment);
    tick();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: one clock for as long as the page is there.
  useEffect(() => {
    const timers = [setInterval(tick, 1_000), setInterval(look, 30_000)];
    return () => timers.forEach(clearInterval);
  }, []);
  const move = (by: string) =>
    act(by, async () => {
      const moved = await advance(by);
      clock.set(moved.now);
      tick();
      return w.moved(timeText(clock.now(), zone));
    });
  const shown = at ?? clock.now();
  return (
    <section className="land-clock" aria-labelledby="clock-title">
      <h2 id="clock-title" className="out-of-sight">
        {w.clock}
      </h2>
      <p>
        <time className="mono" dateTime={new Date(shown).toISOString()}>
          {timeText(shown, zone)}
        </time>
        <span>
          {longDay(shown, zone)}
          <br />
          <span className="quiet small">
            {zoneName(zone)}, {aheadText(clock.ahead)}
          </span>
        </span>
      </p>
      <p className="label" aria-hidden="true">
        {w.forward}
      </p>
      <fieldset className="land-skip" aria-label={w.forwardGroup}>
        {STEPS.map((by) => (
          <button key={by} className="button" type="button" aria-busy={busy === by} onClick={() => move(by)}>
            {w.steps[by]}
          </button>
        ))}
      </fieldset>
      <span className="out-of-sight" role="status">
        {said}
      </span>
    </section>
  );
}

function timeText(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  return format.format(at);
}

function aheadText(ahead: number): string {
  const minutes = Math.round(ahead / 60_000);
  if (minutes < 1) return w.onTime;
  const parts = [
    [Math.floor(minutes / 1440), w.days],
    [Math.floor(minutes / 60) % 24, w.hours],
    [minutes % 60, w.minutes],
  ] as const;
  return w.ahead(
    parts
      .filter(([n]) => n > 0)
      .map(([n, word]) => word(n))
      .join(" "),
  );
}
