/** Templates of orders, placed by hand or on a schedule: all that the seller has for its customers. */
import "./templates.css";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/templates";
import { Page } from "../form/page";
import { Blank, Unread } from "../states";
import { type Template, useTemplates } from "./queries";
import { type Asked, Questions } from "./questions";
import { Row } from "./row";
import { SHOWN, type Shown } from "./search";

export { EditTemplatePage, NewTemplatePage } from "./template-page";

const IS_SHOWN: Record<Shown, (template: Template) => boolean> = {
  all: () => true,
  active: ({ schedule }) => schedule?.status === "active",
  paused: ({ schedule }) => schedule?.status === "paused" || schedule?.status === "stopped",
};

export function TemplatesPage() {
  const list = useTemplates();
  const { show = "all" } = useSearch({ strict: false }) as { show?: Shown };
  const [asked, setAsked] = useState<Asked | null>(null);
  if (!list.data) return <Unread read={list} />;
  const { entries: all, cutOff } = list.data;
  const create = (
    <Link className="button button-primary" to="/desk/templates/new">
      <Icon name="plus" />
      {w.list.create}
    </Link>
  );
  if (all.length === 0)
    return (
      <Blank icon="templates" title={w.list.none}>
        <p>{w.list.noneText}</p>
        <p className="button-row">{create}</p>
      </Blank>
    );
  const entries = all.filter(IS_SHOWN[show]);
  return (
    <>
      <div className="views templates-views">
        <Tabs show={show} all={all} />
        <div className="views-end templates-create">{create}</div>
      </div>
      <Page>
        {entries.length === 0 ? (
          <Blank icon="templates" title={w.list.noMatch}>
            <p className="button-row">
              <Link className="button" to="/desk/templates">
                {w.list.showAll}
              </Link>
            </p>
          </Blank>
        ) : (
          <ul className="templates">
            {entries.map((template) => (
              <Row key={template.id} template={template} onAsk={setAsked} />
            ))}
          </ul>
        )}
        {cutOff && <p className="hint">{dw.onlyFirst(all.length)}</p>}
      </Page>
      {asked && <Questions asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Tabs({ show, all }: { show: Shown; all: readonly Template[] }) {
  return (
    <nav className="tabs" aria-label={w.list.views}>
      {SHOWN.map((one) => (
        <Link
          key={one}
          to="/desk/templates"
          search={one === "all" ? {} : { show: one }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={one === show ? "page" : undefined}
        >
          {w.list.shown[one]}
          <span className="count">{all.filter(IS_SHOWN[one]).length}</span>
        </Link>
      ))}
    </nav>
  );
}
