/** What the page of drivers shows: a batch, one of its stops, or all of them. The phone's way back works then. */
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
