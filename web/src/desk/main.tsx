// First, because its requests take the longest.
import { session } from "./begin";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/states.css";
import "./desk.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useContext } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "~/api/problem";
import { DeskContext } from "./desk-context";
import { Gate } from "./gate";
import { firstPage } from "./pages";
import { router } from "./routes";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Refusals are not retried; temporary failures are, after the time that the server asks for.
      retry: (count, error) => error instanceof Problem && error.passing && count < 2,
      retryDelay: (count, error) =>
        error instanceof Problem && error.retryAfter !== undefined
          ? error.retryAfter * 1_000
          : 500 * 2 ** count,
      refetchOnWindowFocus: false,
    },
  },
});

function Pages() {
  // A driver has one page.
  const desk = useContext(DeskContext);
  return (
    <RouterProvider
      router={router}
      context={{ firstPage: desk === null ? "/desk/orders" : firstPage(desk) }}
    />
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Gate session={session}>
          <Pages />
        </Gate>
      </QueryClientProvider>
    </StrictMode>,
  );
}
