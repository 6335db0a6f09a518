/** A drawing for each kind of seller: ink on washes. */
import type { ReactNode } from "react";

const DRAWINGS: Record<string, ReactNode> = {
  kitchen: (
    <>
      <circle cx="24" cy="24" r="20" className="il-card" />
      <circle cx="24" cy="24" r="16.5" />
      <circle cx="17" cy="17.5" r="5" className="il-amber" />
      <circle cx="29.5" cy="15.5" r="4.5" className="il-brick" />
      <circle cx="34" cy="26" r="4.5" className="il-moss" />
      <path className="il-card" d="M12.5 29c4-3.5 11-3 14 2-1 5.5-6 8-10 7-3.5-1.5-5-5-4-9z" />
      <path d="M16 30.5l1.5 1M20 29.5l1 1.5M19 34l2-.5M16.5 34.5l-1 1" />
    </>
  ),
  producer: (
    <>
      <path className="il-card" d="M13 13h22v4l3 4v19a3 3 0 0 1-3 3H13a3 3 0 0 1-3-3V21l3-4z" />
      <path className="il-amber" d="M10 25h28v15a3 3 0 0 1-3 3H13a3 3 0 0 1-3-3z" />
      <path className="il-rail" d="M12 6h24v7H12z" />
      <path className="il-card" d="M16 28h16v9H16z" />
      <path d="M19.5 32.5h9" />
    </>
  ),
  shop: (
    <>
      <path className="il-amber" d="M6 22c-3-5 1-11 8-11h20c7 0 11 6 8 11l-3 2v14H9V24z" />
      <path d="M15 11v6M24 11v6M33 11v6M14 31c2-2 4 2 6 0M26 30c2-2 4 2 6 0" />
    </>
  ),
  marketplace: (
    <>
      <path className="il-sky" d="M5 20h38c0 10-6 17-12 19v3H17v-3C11 37 5 30 5 20z" />
      <ellipse className="il-card" cx="24" cy="20" rx="19" ry="5" />
      <path d="M9 28c6 3 24 3 30 0" />
    </>
  ),
};

export function Drawing({ lifecycle }: { lifecycle: string }) {
  return (
    <span className="land-image">
      <svg className="illus" viewBox="0 0 48 48" aria-hidden="true">
        {DRAWINGS[lifecycle] ?? DRAWINGS.shop}
      </svg>
    </span>
  );
}
