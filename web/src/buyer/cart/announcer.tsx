/** Says to a screen reader what changed on the page elsewhere. */
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
  // The same sentence twice is two elements, so that it is read twice.
  return (
    <div className="out-of-sight" role="status">
      <p key={said.turn}>{said.text}</p>
    </div>
  );
}
