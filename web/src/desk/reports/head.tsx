/** The head of the reports: grouping, days, printing, and the download. */
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { Icon } from "~/ui/icon";
import { Menu } from "~/ui/menu";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { toast } from "../shell/toast";
import { download } from "./csv";
import { spanText } from "./format";
import { OwnDays } from "./own-days";
import { today, whoseOf } from "./queries";
import { ReportLink } from "./report-link";
import { GROUPS, type ReportSearch, shownSpan, spanParameter } from "./search";
import { PRESETS, type Preset, type Span, spanAfter, spanBefore } from "./span";

export function Head({ search }: { search: ReportSearch }) {
  const { by: _, ...rest } = search;
  return (
    <div className="views report-head">
      <nav className="tabs" aria-label={w.groups.label}>
        {GROUPS.map((group) => (
          <ReportLink
            key={group}
            search={group === "day" ? rest : { ...rest, by: group }}
            aria-current={group === (search.by ?? "day") ? "page" : undefined}
          >
            {w.groups[group]}
          </ReportLink>
        ))}
      </nav>
      <div className="views-end">
        <Days search={search} />
        <button
          className="button button-icon"
          type="button"
          aria-label={w.print}
          title={w.print}
          onClick={() => print()}
        >
          <Icon name="print" />
        </button>
        <Csv search={search} />
      </div>
    </div>
  );
}

function Days({ search }: { search: ReportSearch }) {
  const { zone } = useDesk();
  const navigate = useNavigate();
  const [own, setOwn] = useState(false);
  const now = today(zone);
  const span = shownSpan(search, now);
  const choose = (preset: Preset) => {
    const { days: _, ...rest } = search;
    void navigate({ to: "/desk/reports", search: preset === "last-7" ? rest : { ...rest, days: preset } });
  };
  const show = (days: Span) =>
    void navigate({ to: "/desk/reports", search: { ...search, days: spanParameter(days) } });
  const text = spanText(span, now);
  return (
    <>
      <span className="button-pair">
        <Step to={spanBefore(span)} search={search} label={w.days.earlier} icon="earlier" />
        <Menu
          className="button"
          label={w.days.label(text)}
          entries={[
            ...PRESETS.map((preset) => ({
              key: preset,
              label: w.days.presets[preset],
              run: () => choose(preset),
            })),
            { key: "other", label: w.days.other, icon: "calendar" as const, run: () => setOwn(true) },
          ]}
        >
          <Icon name="calendar" />
          <span className="report-days">{text}</span>
          <Icon name="down" size={16} />
        </Menu>
        <Step
          to={spanAfter(span)}
          search={search}
          label={w.days.later}
          icon="later"
          denied={spanAfter(span).from > now}
        />
      </span>
      {own && <OwnDays span={span} search={search} onShow={show} onClose={() => setOwn(false)} />}
    </>
  );
}

/** Moves by as many days, earlier or later. */
function Step(props: {
  to: Span;
  search: ReportSearch;
  label: string;
  icon: "earlier" | "later";
  denied?: boolean;
}) {
  const { to, search, label, icon, denied = false } = props;
  const turned = icon === "earlier" ? "turned" : undefined;
  const mark = <Icon name="right" size={16} {...(turned && { className: turned })} />;
  // There is no later period without days in the future.
  if (denied)
    return (
      <button className="button button-icon" type="button" aria-label={label} title={label} aria-disabled>
        {mark}
      </button>
    );
  return (
    <ReportLink
      className="button button-icon"
      search={{ ...search, days: spanParameter(to) }}
      aria-label={label}
      title={label}
    >
      {mark}
    </ReportLink>
  );
}

function Csv({ search }: { search: ReportSearch }) {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const start = async () => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    try {
      const span = shownSpan(search, today(desk.zone));
      const whose = whoseOf(desk, search);
      const rows = await download(desk.session.client, whose, search.by ?? "day", span);
      toast({ kind: "status", text: w.csv.done(rows) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const why = error.errors[0]?.detail ?? error.message;
      toast({
        kind: "alert",
        text: w.csv.failed(why),
        action: { label: w.csv.again, run: () => void start() },
      });
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return (
    <button className="button" type="button" title={w.csv.hint} aria-busy={busy} onClick={() => void start()}>
      <Icon name="download" />
      {w.csv.button}
    </button>
  );
}
