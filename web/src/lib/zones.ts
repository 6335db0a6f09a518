/** The time zones to choose from. */

/** The zone that this device is set to. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that the browser knows, with these, by name: the id, and how it is written. */
export function zoneChoices(...also: readonly string[]): (readonly [zone: string, name: string])[] {
  const known = new Set(["UTC", ...also, ...Intl.supportedValuesOf("timeZone")]);
  return [...known].sort().map((zone) => [zone, zone.replaceAll("_", " ")] as const);
}
