/** What the reference shows, and what Scalar must not: nothing that asks another host, or offers one. */

declare global {
  interface Window {
    /** Absent where the component is. */
    Scalar?: { createApiReference(place: Element, configuration: Record<string, unknown>): unknown };
  }
}

export const configuration: Record<string, unknown> = {
  url: "/openapi.json",
  // The first part of every section's id. Addresses leave it out: `/docs#tag/orders/POST/api/orders`.
  slug: "docket",
  theme: "none",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  // Docket's header has the switch.
  hideDarkModeToggle: true,
  // The header links to openapi.json.
  documentDownloadType: "none",
  defaultOpenFirstTag: false,
  // As the document has them: what belongs together stands together.
  orderSchemaPropertiesBy: "preserve",
  orderRequiredPropertiesFirst: true,
  // A token is gone when the page is closed.
  persistAuth: false,
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
};
