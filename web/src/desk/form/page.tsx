/** A page with a list or a form: its heading, the link back, and its actions. */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

export interface PageProps {
  /** The heading; the heading of a list is in the header. */
  title?: ReactNode;
  /** The page above. */
  back?: { to: NonNullable<LinkProps["to"]>; name: string };
  /** Buttons at the end of the heading. */
  actions?: ReactNode;
  /** A form is limited to a readable width. */
  form?: boolean;
  children: ReactNode;
}

export function Page({ title, back, actions, form = false, children }: PageProps) {
  return (
    <div className={form ? "page page-form" : "page"}>
      {back && (
        <Link className="page-back" to={back.to}>
          <Icon name="undo" size={16} />
          {w.form.back(back.name)}
        </Link>
      )}
      {(title !== undefined || actions !== undefined) && (
        <div className="page-head">
          {title !== undefined && <h2>{title}</h2>}
          {actions !== undefined && <p className="button-row">{actions}</p>}
        </div>
      )}
      {children}
    </div>
  );
}
