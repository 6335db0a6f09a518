/** The tabs: the fixed ones, and the person's named views. */
import { useId, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { toast } from "../shell/toast";
import type { Counts } from "./list";
import { Popover } from "./popover";
import { TABS, type Tab, without } from "./search";
import { SearchLink, useOrderSearch } from "./use-search";
import { asView, sameView, useViews, type View } from "./views";

const LONGEST_NAME = 40;

export function Tabs({ counts, done }: { counts: Counts; done: string }) {
  const search = useOrderSearch();
  const { views, save, remove } = useViews();
  const chosen = views.find((view) => sameView(view.search, search));
  const { view, cols } = search;
  return (
    <nav className="tabs" aria-label={w.tabs.label}>
      {TABS.map((tab) => {
        const to = without({ tab: tab === "now" ? undefined : tab, view, cols });
        const current = chosen === undefined && (search.tab ?? "now") === tab;
        return (
          <SearchLink key={tab} search={to} {...(current && { "aria-current": "page" })}>
            {w.tabs[tab]}
            <Count tab={tab} of={tab === "done" ? done : String(counts[tab])} />
          </SearchLink>
        );
      })}
      {views.map((one) => (
        <Named key={one.name} view={one} current={one === chosen} onRemove={() => remove(one.name)} />
      ))}
      {chosen === undefined && <Save onSave={(name) => save(name, search)} />}
    </nav>
  );
}

function Count({ tab, of }: { tab: Tab; of: string }) {
  return <span className={`count${tab === "late" && of !== "0" ? " count-late" : ""}`}>{of}</span>;
}

function Named({ view, current, onRemove }: { view: View; current: boolean; onRemove: () => void }) {
  const link = (
    <SearchLink search={view.search} {...(current && { "aria-current": "page" })}>
      {view.name}
    </SearchLink>
  );
  if (!current) return link;
  return (
    <>
      {link}
      <Popover
        className="tab-options"
        label={w.views.options(view.name)}
        title={w.views.options(view.name)}
        button={<Icon name="more" size={16} />}
      >
        {(close) => (
          <div className="menu-list">
            <button
              type="button"
              onClick={() => {
                close();
                void copyLink();
              }}
            >
              <Icon name="link" />
              {w.views.copy}
            </button>
            <button
              type="button"
              onClick={() => {
                close();
                onRemove();
              }}
            >
              <Icon name="cross" />
              {w.views.remove}
            </button>
          </div>
        )}
      </Popover>
    </>
  );
}

/** The address contains the whole view, except the open order. */
async function copyLink(): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.delete("order");
  await navigator.clipboard.writeText(address.href);
  toast({ kind: "status", text: w.views.copied });
}

function Save({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  const id = useId();
  return (
    <Popover
      className="tab-add"
      label={w.views.save}
      button={
        <>
          <Icon name="plus" size={16} />
          {w.views.save}
        </>
      }
    >
      {(close) => (
        <form
          className="save-view"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === "") return;
            onSave(name.trim());
            setName("");
            close();
          }}
        >
          <div className="field">
            <label htmlFor={id}>{w.views.name}</label>
            <input
              id={id}
              className="input"
              required
              maxLength={LONGEST_NAME}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </div>
          <p className="hint">{w.views.nameHint}</p>
          <button className="button button-primary" type="submit">
            {w.views.keep}
          </button>
        </form>
      )}
    </Popover>
  );
}

/** Board or table. */
export function ShownAs() {
  const search = useOrderSearch();
  const as = (view: "table" | undefined) => without({ ...asView(search), view });
  return (
    <fieldset className="segments" aria-label={w.shown.label}>
      <SearchLink search={as(undefined)} {...(search.view === undefined && { "aria-current": "true" })}>
        <Icon name="board" />
        <span className="word">{w.shown.board}</span>
      </SearchLink>
      <SearchLink search={as("table")} {...(search.view === "table" && { "aria-current": "true" })}>
        <Icon name="table" />
        <span className="word">{w.shown.table}</span>
      </SearchLink>
    </fieldset>
  );
}
