/**
 * The settings of a seller: a list of parts on the left, one part beside it; on a phone the list is a page of its own. The
 * part is in the address, so that links, *Back* and reload agree.
 */
import "./settings.css";
import { Link, useParams } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/settings";
import { Blank } from "../states";
import { ChargesPart } from "./charges-part";
import { DeadlinesPart } from "./deadlines-part";
import { HoursPart } from "./hours-part";
import { MethodsPart } from "./methods-part";
import { isPart, PART_ICON, PARTS, type Part } from "./parts";
import { PausePart } from "./pause-part";
import { PaymentsPart } from "./payments-part";
import { ProfilePart } from "./profile-part";
import { useFreshSeller } from "./seller";
import { TargetsPart } from "./targets-part";
import { ZonesPart } from "./zones-part";

const FORM: Record<Part, ComponentType> = {
  profile: ProfilePart,
  hours: HoursPart,
  pause: PausePart,
  methods: MethodsPart,
  charges: ChargesPart,
  zones: ZonesPart,
  targets: TargetsPart,
  deadlines: DeadlinesPart,
  payments: PaymentsPart,
};

/** Only the list; where there is room, with the first part. */
export function SettingsPage() {
  return <Settings part="profile" listFirst />;
}

export function SettingsPartPage() {
  const { part = "" } = useParams({ strict: false });
  if (!isPart(part))
    return (
      <Blank icon="settings" title={dw.notFound.title}>
        <Link className="button" to="/desk/settings">
          {dw.nav.pages.settings}
        </Link>
      </Blank>
    );
  return <Settings part={part} />;
}

function Settings({ part, listFirst = false }: { part: Part; listFirst?: boolean }) {
  useFreshSeller();
  const Form = FORM[part];
  return (
    <div className={listFirst ? "page settings settings-first" : "page settings"}>
      <nav className="settings-list" aria-label={dw.nav.pages.settings}>
        <ul>
          {PARTS.map((one) => (
            <li key={one}>
              <Link
                to="/desk/settings/$part"
                params={{ part: one }}
                aria-current={one === part && !listFirst ? "page" : undefined}
                className={one === part ? "settings-here" : undefined}
              >
                <Icon name={PART_ICON[one]} />
                <span>
                  <b>{w.parts[one].title}</b>
                  <span className="quiet small">{w.parts[one].short}</span>
                </span>
                <Icon name="right" size={16} className="settings-to" />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <section className="settings-part" aria-labelledby="settings-title">
        <Link className="page-back settings-back" to="/desk/settings">
          <Icon name="undo" size={16} />
          {dw.form.back(dw.nav.pages.settings)}
        </Link>
        <h2 id="settings-title">{w.parts[part].title}</h2>
        <p className="quiet">{w.parts[part].text}</p>
        <Form key={part} />
      </section>
    </div>
  );
}
