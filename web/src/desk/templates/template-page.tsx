/** One template: its items, its customer and its schedule. A new one has an equal form. */
import "./templates.css";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "~/api/problem";
import { type Draft, type Faults, useDraft } from "~/form/use-draft";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { DraftForm } from "../form/draft-form";
import { Page } from "../form/page";
import { toast } from "../shell/toast";
import { Blank, Unread } from "../states";
import { scheduleText } from "./describe";
import { nameOf } from "./name";
import { type Template, usePutTemplate, useTemplate } from "./queries";
import { type Asked, Questions } from "./questions";
import { Last, StatusTag, Upcoming } from "./state";
import { TemplateFields } from "./template-fields";
import { createOf, type TypedTemplate, typedTemplate, updateOf } from "./typed";
import { scheduleFaults } from "./typed-schedule";
import { usePause } from "./use-pause";

const BACK = { to: "/desk/templates", name: dw.nav.pages.templates } as const;

/** Errors before the request. */
const check = (typed: TypedTemplate): Faults => ({
  ...(typed.customer.name.trim() === "" && { "/customer/name": dw.form.missing }),
  ...(typed.customer.phone.trim() === "" && { "/customer/phone": dw.form.missing }),
  ...(typed.lines.length === 0 && { "/items": w.form.noItems }),
  ...scheduleFaults(typed.schedule),
});

export function NewTemplatePage() {
  const { session, seller } = useDesk();
  const navigate = useNavigate();
  const put = usePutTemplate();
  const draft: Draft<Made, TypedTemplate> = useDraft<Made, TypedTemplate>({
    current: NOTHING_YET,
    read: ({ template }) => typedTemplate(template, seller),
    check,
    send: async (typed) => {
      const body = createOf(typed, seller);
      const made = { body, idempotencyKey: draft.saving.keyFor(body) };
      const { template } = await session.client.ask("post", "/api/order-templates", made);
      return { version: template.version, template };
    },
    // A new template has no concurrent changes.
    reread: async () => NOTHING_YET,
  });
  return (
    <Page title={w.form.newTitle} back={BACK} form>
      <DraftForm
        draft={draft}
        isNew
        save={w.form.create}
        onSaved={({ template }) => {
          if (template === null) return;
          put(template);
          toast({ kind: "status", text: w.form.created(nameOf(template)) });
          void navigate({
            to: "/desk/templates/$id",
            params: { id: template.id },
            replace: true,
            ignoreBlocker: true,
          });
        }}
      >
        <TemplateFields draft={draft} />
      </DraftForm>
    </Page>
  );
}

interface Made {
  version: number;
  template: Template | null;
}

const NOTHING_YET: Made = { version: 0, template: null };

export function EditTemplatePage() {
  const { id = "" } = useParams({ strict: false });
  const read = useTemplate(id);
  if (read.error instanceof Problem && read.error.status === 404)
    return (
      <Blank icon="templates" title={dw.read.gone}>
        <p>{w.form.gone}</p>
        <p className="button-row">
          <Link className="button" to="/desk/templates">
            {w.list.showAll}
          </Link>
        </p>
      </Blank>
    );
  return read.data ? <Edit key={read.data.id} template={read.data} /> : <Unread read={read} />;
}

function Edit({ template }: { template: Template }) {
  const { session, seller } = useDesk();
  const put = usePutTemplate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const pause = usePause(template);
  const path = { id: template.id };
  const draft = useDraft<Template, TypedTemplate>({
    current: template,
    read: (record) => typedTemplate(record, seller),
    check,
    send: async (typed, was) => {
      const change = { path, body: updateOf(typed, was.values, seller), ifMatch: was.record.version };
      return (await session.client.ask("patch", "/api/order-templates/{id}", change)).template;
    },
    reread: async () => {
      const read = await session.client.ask("get", "/api/order-templates/{id}", { path });
      put(read.template);
      return read.template;
    },
  });
  return (
    <Page
      title={nameOf(template)}
      back={BACK}
      form
      actions={
        <>
          <button className="button" type="button" onClick={() => setAsked({ what: "order", template })}>
            {w.orderNow.button}
          </button>
          {pause && (
            <button className="button" type="button" onClick={pause.run}>
              <Icon name={pause.resumes ? "play" : "pause"} />
              {pause.label}
            </button>
          )}
          <button
            className="button button-danger"
            type="button"
            onClick={() => setAsked({ what: "delete", template })}
          >
            {w.remove.button}
          </button>
        </>
      }
    >
      <section className="form-part template-state" aria-label={w.form.state}>
        <StatusTag template={template} />
        <div>
          <p>
            <b>{template.schedule === undefined ? w.rule.never : scheduleText(template.schedule)}</b>
          </p>
          <Upcoming template={template} />
          <Last outcome={template.lastOutcome} />
        </div>
      </section>
      <DraftForm
        draft={draft}
        save={w.form.save}
        onSaved={(saved) => {
          put(saved);
          toast({ kind: "status", text: dw.form.saved });
        }}
      >
        <TemplateFields draft={draft} />
      </DraftForm>
      {asked && <Questions asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}
