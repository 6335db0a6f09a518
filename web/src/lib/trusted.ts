/** The one Trusted Types policy: it returns the addresses of our two workers, and nothing else. */
import changes from "~/api/changes.worker.ts?worker&url";

const WORKERS = { changes, service: "/service-worker.js" } as const;

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

const policy = policies?.createPolicy("docket", {
  createScriptURL(address) {
    if (Object.values(WORKERS).every((worker) => worker !== address))
      throw new TypeError("This is no worker of ours.");
    return address;
  },
});

/** A worker's address as what the browser accepts where Trusted Types are demanded. */
export function workerAddress(worker: keyof typeof WORKERS): string {
  return policy ? policy.createScriptURL(WORKERS[worker]) : WORKERS[worker];
}
