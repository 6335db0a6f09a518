/** The one Trusted Types policy: it returns the two worker addresses of this build, and nothing else. */

const allowed = new Set<string>();

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

const policy = policies?.createPolicy("docket", {
  createScriptURL(address) {
    if (!allowed.has(address)) throw new TypeError("Only Docket's own workers are loaded.");
    return address;
  },
});

/** A worker's address, from the bundler, as what the browser accepts. */
export function workerAddress(address: string): string {
  allowed.add(address);
  return policy ? policy.createScriptURL(address) : address;
}
