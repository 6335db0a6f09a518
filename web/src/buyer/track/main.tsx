import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "../buyer.css";
import "./track.css";
import { createRoot } from "react-dom/client";
// Started before the page, which waits for its texts.
import "./source";
import { TrackPage } from "./page";

const root = document.getElementById("root");
if (root) createRoot(root).render(<TrackPage />);
