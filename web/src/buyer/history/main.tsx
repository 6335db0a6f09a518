import "~/ui/tokens.css";
import "~/ui/base.css";
import { createRoot } from "react-dom/client";
import { Mark } from "~/ui/icon";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Mark />);
