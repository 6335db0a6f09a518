/** Announces changes elsewhere on the page to screen readers. */
import { useEffect, useState } from "react";

let say: (text: string) => void = () => {};

export const announce = (text: string) => say(text);

export function Announcer() {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  useEffect(() => {
    say = (text) => setSaid(({ turn }) => ({ text, turn: turn + 1 }));
    return () => {
      say = () => {};
    };
  }, []);
  // A repeated sentence is another element, so that it is read out again.
  return (
    <div className="out-of-sight" role="status">
      <p key={said.turn}>{said.text}</p>
    </div>
  );
}
