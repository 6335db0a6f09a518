import { Link } from "@tanstack/react-router";
import { Icon, Mark } from "~/ui/icon";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";

/** The pages of the desk. On a phone it is the bar at the foot. */
export function Nav({ fresh }: { fresh: number }) {
  const { seller, changeSeller } = useDesk();
  const name = (
    <>
      <Mark />
      <span className="nav-word">
        <b>{seller.name}</b>
        <span className="quiet small">{w.lifecycle[seller.lifecycle] ?? seller.lifecycle}</span>
      </span>
    </>
  );
  return (
    <nav className="nav" aria-label={w.nav.label}>
      {changeSeller === null ? (
        <a className="nav-seller" href="/desk">
          {name}
        </a>
      ) : (
        <button className="nav-seller" type="button" title={w.nav.sellers} onClick={changeSeller}>
          {name}
        </button>
      )}
      <ul>
        <li>
          <Link to="/desk/orders" activeProps={{ "aria-current": "page" }}>
            <Icon name="orders" />
            <span className="nav-word">{w.nav.orders}</span>
            {fresh > 0 && (
              <span className="count count-act">
                <span aria-hidden="true">{fresh}</span>
                <span className="out-of-sight">{w.nav.fresh(fresh)}</span>
              </span>
            )}
          </Link>
        </li>
        {seller.lifecycle === "kitchen" && (
          <li>
            <Link to="/desk/kitchen">
              <Icon name="kitchen" />
              <span className="nav-word">{w.nav.kitchen}</span>
            </Link>
          </li>
        )}
      </ul>
      <div className="nav-foot">
        <a className="nav-state" href={`/s/${seller.id}`}>
          <Icon name="shop" />
          <span className="nav-word">
            <b>{w.account.shop}</b>
            <span className="quiet small">/s/{seller.id}</span>
          </span>
        </a>
      </div>
    </nav>
  );
}
