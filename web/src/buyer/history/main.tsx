import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "../buyer.css";
import "./history.css";
import { createRoot } from "react-dom/client";
import { w } from "~/words/history";
import { HistoryPage } from "./page";

document.title = `${w.title} · Docket`;
const root = document.getElementById("root");
if (root) createRoot(root).render(<HistoryPage />);
