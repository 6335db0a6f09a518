/** The only Trusted Types policy of a page: it returns the addresses of that page's workers, and nothing else. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

/**
 * A worker's address by its name, in the type that the browser accepts when Trusted Types are enforced. A page can have
 * one policy, and calls this once.
 */
export function trustedAddresses<N extends string>(
  workers: Readonly<Record<N, string>>,
): (name: N) => string {
  const policy = policies?.createPolicy("docket", {
    createScriptURL(address) {
      if (Object.values<string>(workers).every((worker) => worker !== address))
        throw new TypeError("This is no worker of ours.");
      return address;
    },
  });
  return (name) => policy?.createScriptURL(workers[name]) ?? workers[name];
}
