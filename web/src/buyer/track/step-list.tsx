/** The steps of the order's own lifecycle, with the times of the past ones. */
import { buyerTime, clock } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/track";
import { isStopped } from "../phases";
import { type About, aboutOf } from "./about";
import { expectedOf } from "./promise";
import { type Step, stepsOf } from "./steps";
import { momentText } from "./times";
import type { Lifecycle, Phase, Tracking } from "./types";

const ICONS: Record<Phase, IconName> = {
  unverified: "unverified",
  open: "new",
  accepted: "accepted",
  working: "working",
  ready: "ready",
  in_transit: "moving",
  done: "home",
  cancelled: "cancelled",
  rejected: "rejected",
  failed: "warning",
};

export function StepList({ tracking, lifecycle }: { tracking: Tracking; lifecycle: Lifecycle | null }) {
  const about = aboutOf(tracking);
  const expected = expectedOf(tracking.order, clock.now());
  const due = expected === null || expected.passed ? undefined : (expected.from + expected.to) / 2;
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{w.soFar}</h2>
      <ol className="timeline steps">
        {stepsOf(tracking.order, lifecycle).map((step) => (
          <Item
            key={step.status + step.at}
            step={step}
            about={about}
            zone={tracking.seller.timezone}
            due={due}
          />
        ))}
      </ol>
    </section>
  );
}

function Item({
  step,
  about,
  zone,
  due,
}: {
  step: Step;
  about: About;
  zone: string;
  due: number | undefined;
}) {
  const { state, phase, at } = step;
  const soon = state === "next" && due !== undefined && isLast(phase, about.method);
  return (
    <li
      className={state === "done" ? undefined : `steps-${state}`}
      aria-current={state === "now" ? "step" : undefined}
    >
      <StepIcon step={step} about={about} />
      <div>
        <span>{phase === null ? readable(step.status) : w.step(phase, about)}</span>
        {at !== undefined && (
          <span className={state === "done" ? "nowrap quiet" : "nowrap"}>{momentText(at, zone)}</span>
        )}
        {soon && <span className="nowrap">{w.about(buyerTime(due, zone))}</span>}
      </div>
    </li>
  );
}

/** `READY_TO_SHIP` in the form of a text. */
const readable = (status: string) =>
  status.charAt(0).toUpperCase() + status.slice(1).toLowerCase().replaceAll("_", " ");

/** The step that a promise is about: ready for pickup, done for delivery. */
const isLast = (phase: Phase | null, method: About["method"]) =>
  phase === (method === "pickup" ? "ready" : "done");

function StepIcon({ step: { state, phase }, about }: { step: Step; about: About }) {
  if (phase === null) return <Icon name="done" className="is-good" />;
  if (isStopped(phase)) return <Icon name={ICONS[phase]} className="is-bad" />;
  if (state === "done") return <Icon name="done" className="is-good" />;
  if (phase === "in_transit" && about.food) return <Icon name="bike" />;
  return <Icon name={phase === "done" && about.method === "pickup" ? "check" : ICONS[phase]} />;
}
