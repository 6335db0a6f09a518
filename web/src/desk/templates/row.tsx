/** A template in the list: its items, its customer, its next order, and its actions. */
import { Link } from "@tanstack/react-router";
import { Icon } from "~/ui/icon";
import { Menu } from "~/ui/menu";
import { w as ow } from "~/words/orders";
import { w } from "~/words/templates";
import { scheduleText } from "./describe";
import { nameOf } from "./name";
import type { Template } from "./queries";
import type { Asked } from "./questions";
import { Last, Next, StatusTag } from "./state";
import { usePause } from "./use-pause";

export function Row({ template, onAsk }: { template: Template; onAsk: (asked: Asked) => void }) {
  const { id, customer, fulfilment, schedule, items } = template;
  const name = nameOf(template);
  const pause = usePause(template);
  return (
    <li className="template">
      <div className="template-what">
        <h2>
          <Link to="/desk/templates/$id" params={{ id }}>
            {name}
          </Link>
        </h2>
        <p className="small quiet">
          {customer.name} · {ow.method[fulfilment.method]} ·{" "}
          {w.list.items(items.reduce((sum, { quantity }) => sum + quantity, 0))}
        </p>
      </div>
      <div className="template-when">
        <p>{schedule === undefined ? w.rule.never : scheduleText(schedule)}</p>
        <Next template={template} />
        <Last outcome={template.lastOutcome} />
      </div>
      <StatusTag template={template} />
      <div className="template-do">
        <button
          className="button"
          type="button"
          aria-label={w.list.actionOf(w.orderNow.button, name)}
          onClick={() => onAsk({ what: "order", template })}
        >
          {w.orderNow.button}
        </button>
        <Menu
          label={w.list.menu(name)}
          entries={[
            ...(pause === null
              ? []
              : [
                  {
                    key: "pause",
                    label: pause.label,
                    icon: pause.resumes ? ("play" as const) : ("pause" as const),
                    run: pause.run,
                  },
                ]),
            {
              key: "delete",
              label: w.remove.button,
              icon: "cross",
              danger: true,
              run: () => onAsk({ what: "delete", template }),
            },
          ]}
        >
          <Icon name="more" />
        </Menu>
      </div>
    </li>
  );
}
