/** The part of the drivers' page that is shown: a batch, one of its stops, or all. The phone's *Back* works by it. */
export interface DriveSearch {
  batch?: string;
  stop?: string;
  list?: true;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export function parseDriveSearch(search: Record<string, unknown>): DriveSearch {
  const [batch, stop] = [text(search.batch), text(search.stop)];
  if (batch === undefined) return {};
  return { batch, ...(stop !== undefined && { stop }), ...(search.list === true && { list: true }) };
}
