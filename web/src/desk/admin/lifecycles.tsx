/** A stored lifecycle: its statuses in order, its transitions, and the effects of a stop in each status. */
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Problem } from "~/api/problem";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { w as desk } from "~/words/desk";
import { w as orders } from "~/words/orders";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { phaseLook, statusLabel } from "../open-orders/labels";
import { isClosed, type Lifecycle, METHODS } from "../open-orders/types";
import { Blank, Unread } from "../states";
import { AdminLink } from "./admin-link";
import { lifecycleQuery } from "./queries";
import { type AdminSearch, LIFECYCLES } from "./search";

export function LifecyclesPart({ search }: { search: AdminSearch }) {
  const name = search.lifecycle ?? "producer";
  const version = search.version ?? 1;
  return (
    <Page>
      <nav className="segments admin-segments" aria-label={w.lifecycles.label}>
        {LIFECYCLES.map((each) => (
          <AdminLink
            key={each}
            search={{ part: "lifecycles", lifecycle: each }}
            aria-current={each === name ? "true" : undefined}
          >
            {desk.lifecycle[each] ?? each}
          </AdminLink>
        ))}
      </nav>
      <Read name={name} version={version} />
    </Page>
  );
}

function Read({ name, version }: Pick<Lifecycle, "name" | "version">) {
  const { session } = useDesk();
  const read = useQuery(lifecycleQuery(session, { name, version }));
  if (read.error instanceof Problem && read.error.status === 404)
    return (
      <Blank icon="search" title={w.lifecycles.unknown}>
        <p className="button-row">
          <AdminLink className="button" search={{ part: "lifecycles", lifecycle: name }}>
            {w.lifecycles.newest}
          </AdminLink>
        </p>
      </Blank>
    );
  if (read.error || !read.data) return <Unread read={read} title={w.lifecycles.failed} />;
  return <Shown lifecycle={read.data} />;
}

function Shown({ lifecycle }: { lifecycle: Lifecycle }) {
  const id = useId();
  const { columns } = w.lifecycles;
  const target = (status: string) => lifecycle.targets.find((row) => row.status === status)?.normal;
  const cancels = (status: Lifecycle["statuses"][number]["name"]) =>
    lifecycle.cancelRule.statuses.includes(status)
      ? w.lifecycles.cancels
      : lifecycle.cancelRule.windowed.includes(status)
        ? w.lifecycles.cancelsWithin
        : w.lifecycles.cancelsNot;
  return (
    <>
      <div className="page-head">
        <h2 id={id}>
          {w.lifecycles.title(desk.lifecycle[lifecycle.name] ?? lifecycle.name, lifecycle.version)}
        </h2>
      </div>
      <p className="quiet small">{w.lifecycles.text}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, and this is a table. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div className="list-scroll" tabIndex={0} role="group" aria-label={w.lifecycles.scroll}>
        <table className="list admin-lifecycle" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{columns.status}</th>
              <th scope="col">{columns.moves}</th>
              <th scope="col">{columns.customer}</th>
              <th scope="col">{columns.stock}</th>
              <th scope="col" className="num">
                {columns.target}
              </th>
            </tr>
          </thead>
          <tbody>
            {lifecycle.statuses.map(({ name, phase, restocks }) => {
              const minutes = target(name);
              const look = phaseLook(phase);
              const over = isClosed(phase);
              return (
                <tr key={name}>
                  <th scope="row">
                    <span className={`status ${look.className}`}>
                      <Icon name={look.icon} />
                      {statusLabel(name)}
                    </span>
                    <span className="small quiet mono admin-line">{name}</span>
                  </th>
                  <td>
                    <Moves lifecycle={lifecycle} from={name} />
                  </td>
                  <td>{over ? <None /> : cancels(name)}</td>
                  <td>{over ? <None /> : restocks ? w.lifecycles.restocks : w.lifecycles.keeps}</td>
                  <td className="num nowrap">
                    {minutes === undefined ? <None /> : w.lifecycles.target(minutes)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

const None = () => <span className="quiet">{w.lifecycles.none}</span>;

function Moves({ lifecycle, from }: { lifecycle: Lifecycle; from: string }) {
  const moves = lifecycle.moves.filter((move) => move.from === from);
  if (moves.length === 0) return <span className="quiet">{w.lifecycles.ends}</span>;
  return (
    <ul className="admin-moves" aria-label={w.lifecycles.moves(statusLabel(from))}>
      {moves.map((move) => (
        <li key={`${move.to} ${move.roles.join()} ${move.methods.join()}`}>
          <Icon name="right" size={16} />
          <span>
            <b>{statusLabel(move.to)}</b> <span className="small quiet">{howOf(move)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function howOf({ roles, methods, automatic, withinCancelWindow }: Lifecycle["moves"][number]): string {
  const by = roles.map((role) => w.roles[role]).join(", ");
  return [
    // A transition without a role is made by the guest's code.
    automatic ? w.lifecycles.automatic : roles.length > 0 ? w.lifecycles.by(by) : w.lifecycles.byCode,
    methods.length < METHODS.length &&
      w.lifecycles.only(methods.map((method) => orders.method[method] ?? method).join(", ")),
    withinCancelWindow && w.lifecycles.within,
  ]
    .filter(Boolean)
    .join(", ");
}
