/** A link within the administration. */
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import type { AdminSearch } from "./search";

export type AdminLinkProps = Pick<
  ComponentProps<"a">,
  "className" | "children" | "aria-label" | "aria-current"
> & {
  search: AdminSearch;
};

export function AdminLink({ search, ...props }: AdminLinkProps) {
  // Otherwise the router marks every link as current whose parameters are a subset of the address's.
  return <Link {...props} to="/desk/admin" search={search} activeOptions={{ exact: true }} />;
}
