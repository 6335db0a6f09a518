import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "../buyer.css";
import "./page.css";
import { createRoot } from "react-dom/client";
import { w } from "~/words/my-messages";
import { MessagesPage } from "./page";

document.title = `${w.title} · Docket`;
const root = document.getElementById("root");
if (root) createRoot(root).render(<MessagesPage />);
