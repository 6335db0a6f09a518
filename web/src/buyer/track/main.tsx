import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "../buyer.css";
import "./track.css";
import { createRoot } from "react-dom/client";
import { TrackPage } from "./page";
import { session } from "./session";

const root = document.getElementById("root");
if (root) {
  // Whoever ordered here has a cookie: with it, the first question is asked as them.
  await session.renew();
  createRoot(root).render(<TrackPage />);
}
