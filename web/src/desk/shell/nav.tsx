import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { Icon, Mark } from "~/ui/icon";
import { Menu } from "~/ui/menu";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";
import { type DeskPage, PAGES, pageAt } from "../pages";

/** How many pages have a place in the bar at the foot of a phone, beside *More*. */
const AT_FOOT = 4;

/** The sellers' pages. On a phone, the bar at the foot. */
export function Nav({ fresh }: { fresh: number }) {
  const desk = useDesk();
  const { seller, changeSeller } = desk;
  const pages = PAGES.filter(({ shown }) => shown(desk));
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
        {pages.map(({ path, word, icon }, at) => (
          <li key={path} className={at >= AT_FOOT ? "nav-more" : undefined}>
            <Link to={path} activeProps={{ "aria-current": "page" }}>
              <Icon name={icon} />
              <span className="nav-word">{w.nav.pages[word]}</span>
              {word === "orders" && fresh > 0 && (
                <span className="count count-act">
                  <span aria-hidden="true">{fresh}</span>
                  <span className="out-of-sight">{w.nav.fresh(fresh)}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
        {pages.length > AT_FOOT && <More pages={pages.slice(AT_FOOT)} />}
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

/** On a phone: the pages without a place in the bar. */
function More({ pages }: { pages: readonly DeskPage[] }) {
  const navigate = useNavigate();
  const here = useLocation({ select: ({ pathname }) => pageAt(pathname) });
  const isHere = pages.some(({ path }) => path === here?.path);
  return (
    <li className="nav-all">
      <Menu
        label={w.nav.more}
        className={isHere ? "nav-all-here" : ""}
        entries={pages.map(({ path, word, icon }) => ({
          key: path,
          label: w.nav.pages[word],
          icon,
          run: () => void navigate({ to: path }),
        }))}
      >
        <Icon name="list" />
        <span className="nav-word">{w.nav.more}</span>
      </Menu>
    </li>
  );
}
