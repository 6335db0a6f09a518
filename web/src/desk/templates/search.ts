/** The filter of the list, in its address. */
export const SHOWN = ["all", "active", "paused"] as const;
export type Shown = (typeof SHOWN)[number];

/** An invalid value counts as none: an old link is not an error. */
export function parseTemplateSearch(search: Record<string, unknown>): { show?: Shown } {
  const show = SHOWN.find((one) => one === search.show);
  return show === undefined || show === "all" ? {} : { show };
}
