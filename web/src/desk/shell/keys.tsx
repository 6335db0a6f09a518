import { useEffect } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";
import { PAGES } from "../pages";
import { isTyping } from "./header";
import { singleKeys, useSingleKeys } from "./switches";

const dialog = () => document.querySelector<HTMLDialogElement>("#keys");

export function openKeys(): void {
  dialog()?.showModal();
}

/** The list of keys, which `?` opens. */
export function KeysDialog() {
  const on = useSingleKeys();
  const desk = useDesk();
  const pages = PAGES.filter(({ shown }) => shown(desk)).map(({ key, word }): [string, string] => [
    `g ${key}`,
    w.nav.goTo(w.nav.pages[word]),
  ]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "?" || !singleKeys.get() || isTyping(event.target)) return;
      event.preventDefault();
      openKeys();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{w.keys.title}</h2>
      {!on && <p className="quiet">{w.keys.off}</p>}
      <dl className="keys-list">
        {[...w.keys.rows, ...pages].map(([key, what]) => (
          <div className="contents" key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button className="button" type="button" onClick={() => dialog()?.close()}>
        <Icon name="cross" />
        {w.keys.close}
      </button>
    </dialog>
  );
}
