/** The sellers as slips: the statuses of their lifecycle, ordering as a guest, and the staff. */
import type { Person } from "~/sign-in/demo-people";
import { Icon } from "~/ui/icon";
import { w } from "~/words/landing";
import { Drawing } from "./drawing";
import type { DemoSeller } from "./local";

interface Props {
  seller: DemoSeller;
  people: readonly Person[];
  /** The person whom a click is signing in. */
  busy: string | null;
  onSignIn: (person: Person) => void;
}

export function SellerSlip({ seller, people, busy, onSignIn }: Props) {
  const { id, name, lifecycle, openOrders } = seller;
  const kind = w.kinds[lifecycle];
  const shop = `/s/${encodeURIComponent(id)}`;
  return (
    <article className="slip land-seller" aria-labelledby={`seller-${id}`}>
      <header>
        <Drawing lifecycle={lifecycle} />
        <div>
          <h2 id={`seller-${id}`}>{name}</h2>
          <p className="quiet">{kind?.name ?? lifecycle}</p>
        </div>
      </header>
      {kind && <Path names={kind.path} />}
      <ul className="land-people">
        <li>
          <a href={shop}>
            <Icon name="cart" />
            <span>
              <b>{w.guest}</b>
              <span className="quiet small mono">{shop}</span>
            </span>
            <Icon name="next" className="land-go" />
          </a>
        </li>
        {people.map((person) => (
          <li key={person.name}>
            <button type="button" aria-busy={busy === person.name} onClick={() => onSignIn(person)}>
              <Icon name={person.role === "driver" ? "bike" : "user"} />
              <span>
                <b>{w.signInAs(person.name)}</b>
                <span className="quiet small">
                  {person.role === "driver" ? w.drives : (w.does[lifecycle] ?? w.staff)}
                </span>
              </span>
              <Icon name="next" className="land-go" />
            </button>
          </li>
        ))}
      </ul>
      <p className="small quiet land-open">{w.open(openOrders)}</p>
    </article>
  );
}

function Path({ names }: { names: readonly string[] }) {
  return (
    <p className="land-path small" title={w.path}>
      {names.map((name, place) => (
        <span key={name} className="nowrap">
          {name}
          {place < names.length - 1 && <Icon name="right" />}
        </span>
      ))}
    </p>
  );
}
