import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "../buyer.css";
import "./pay.css";
import { createRoot } from "react-dom/client";
import { PayPage } from "./page";

const root = document.getElementById("root");
if (root) createRoot(root).render(<PayPage />);
