/** Reads and changes the search parameters of the orders page. */
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type ComponentProps, useCallback } from "react";
import { type OrderSearch, parseOrderSearch, type SearchChange, without } from "./search";

/** The router merges ignored parameters with valid ones, so the address is parsed here again. */
export function useOrderSearch(): OrderSearch {
  return useSearch({ from: "/desk/orders", select: parseOrderSearch, structuralSharing: true });
}

/** Changes some parameters and keeps the others. *Back* returns to the present ones. */
export function useChangeSearch(): (change: SearchChange, options?: { replace?: boolean }) => void {
  const navigate = useNavigate({ from: "/desk/orders" });
  return useCallback(
    (change, { replace = false } = {}) => {
      void navigate({ search: (was) => without({ ...parseOrderSearch({ ...was }), ...change }), replace });
    },
    [navigate],
  );
}

/**
 * A link to another search. The router's own link counts as current wherever its parameters are a subset of the
 * address's, which is wrong for views.
 */
export function SearchLink({ search, ...props }: { search: OrderSearch } & ComponentProps<"a">) {
  const router = useRouter();
  const navigate = useNavigate({ from: "/desk/orders" });
  return (
    <a
      {...props}
      href={router.buildLocation({ to: "/desk/orders", search }).href}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        void navigate({ search });
      }}
    />
  );
}

/** Whether a click follows a link here, and not in another tab or window. */
export function isPlainClick(event: {
  button: number;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
