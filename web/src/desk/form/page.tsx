/** A page of the desk that is a list or a form: its heading, the way back, and what can be done with all of it. */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

export interface PageProps {
  /** The heading; a list's is the header's already. */
  title?: ReactNode;
  /** Where it belongs to. */
  back?: { to: NonNullable<LinkProps["to"]>; name: string };
  /** Buttons at the end of the heading. */
  actions?: ReactNode;
  /** A form is as wide as can be read. */
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
