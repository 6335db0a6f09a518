/**
 * `/docs`: the API reference. Scalar's component, which `scripts/reference.mjs` puts beside the pages, shows
 * `/openapi.json` below Docket's header. Its policy (`DOCS_POLICY` in `pages.rs`) allows no other host.
 *
 * The reference is in English only, so the words are here and not in `words`.
 */
import "./reference.css";
import { createRoot } from "react-dom/client";
import { Mark } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import { configuration } from "./configuration";
import { keepMended } from "./mend";
import { followTheme } from "./theme";

function Top() {
  return (
    <nav className="reference-top" aria-label="Docket">
      <a className="brand" href="/">
        <Mark />
        <b>Docket</b>
      </a>
      <span className="quiet reference-name">API reference</span>
      <a className="small" href="/openapi.json">
        openapi.json
      </a>
      <ThemeSwitch label="Light or dark" />
    </nav>
  );
}

/** Stands in for the reference where the build could not fetch the component. */
function Missing() {
  return (
    <main className="reference-missing">
      <h1>The API reference is not built</h1>
      <p>
        The build could not fetch the component that shows it. Run <code>make web</code> with a connection to
        the npm registry, and load this page again.
      </p>
      <p>
        The description of the API is in <a href="/openapi.json">openapi.json</a>, the guides are in{" "}
        <code>docs/api</code>.
      </p>
    </main>
  );
}

const top = document.getElementById("top");
if (top) createRoot(top).render(<Top />);

const place = document.getElementById("reference");
if (place) {
  const { Scalar } = window;
  if (Scalar) {
    Scalar.createApiReference(place, configuration);
    followTheme();
    keepMended(place);
  } else {
    createRoot(place).render(<Missing />);
  }
}
