/** The tour of five steps, and the links for developers. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/landing";

interface TourProps {
  onKira: (() => void) | undefined;
  onDan: (() => void) | undefined;
}

export function Tour({ onKira, onDan }: TourProps) {
  return (
    <section aria-labelledby="tour">
      <h2 id="tour">{w.tour}</h2>
      <ol className="land-tour">
        <Step words={w.tour1}>{(text) => <a href="/s/spice-kitchen">{text}</a>}</Step>
        <Step words={w.tour2}>{(text) => <a href="#messages">{text}</a>}</Step>
        <Step words={w.tour3}>{(text) => <Act text={text} onClick={onKira} />}</Step>
        <Step words={w.tour4}>{(text) => <Act text={text} onClick={onDan} />}</Step>
        <Step words={w.tour5}>{(text) => <b>{text}</b>}</Step>
      </ol>
    </section>
  );
}

function Step({ words, children }: { words: readonly string[]; children: (text: string) => ReactNode }) {
  const [before, link = "", after] = words;
  return (
    <li>
      <span>
        {before}
        {children(link)}
        {after}
      </span>
    </li>
  );
}

function Act({ text, onClick }: { text: string; onClick: (() => void) | undefined }) {
  return onClick ? (
    <button className="link land-link" type="button" onClick={onClick}>
      {text}
    </button>
  ) : (
    <b>{text}</b>
  );
}

export function Developers({ givenUp }: { givenUp: number }) {
  const links: [IconName, string, string][] = [
    ["code", w.api, "/docs"],
    ["copy", w.description, "/openapi.json"],
    ["pulse", w.events, "/_local/events"],
    ["warning", w.deadLetters(givenUp), "/_local/dead-letters"],
    ["database", w.capacity, "/_local/capacity"],
    ["clock", w.clock, "/_local/clock"],
  ];
  const [kept, stop, memory] = w.data;
  return (
    <section aria-labelledby="dev">
      <h2 id="dev">{w.dev}</h2>
      <ul className="land-dev">
        {links.map(([icon, name, path]) => (
          <li key={path}>
            <a href={path}>
              <Icon name={icon} />
              <span>{name}</span>
              <span className="mono small quiet">{path}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="small quiet">
        {kept}
        <span className="mono">.docket</span>
        {stop}
        <span className="mono">make run ARGS=--memory</span>
        {memory}
      </p>
    </section>
  );
}
