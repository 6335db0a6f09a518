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
  // Otherwise the router calls every link current whose parameters are among those of the address.
  return <Link {...props} to="/desk/admin" search={search} activeOptions={{ exact: true }} />;
}
