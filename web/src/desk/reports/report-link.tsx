/** A link to another report. */
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import type { ReportSearch } from "./search";

export type ReportLinkProps = Pick<
  ComponentProps<"a">,
  "className" | "children" | "title" | "aria-label" | "aria-current"
> & { search: ReportSearch };

export function ReportLink({ search, ...props }: ReportLinkProps) {
  // Otherwise the router marks every link as current whose parameters are a subset of the address's.
  return <Link {...props} to="/desk/reports" search={search} activeOptions={{ exact: true }} />;
}
