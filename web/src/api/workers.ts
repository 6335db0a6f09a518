/** The workers of the sellers' pages. */
import changes from "~/api/changes.worker.ts?worker&url";
import { trustedAddresses } from "~/lib/trusted";

export const workerAddress = trustedAddresses({ changes, service: "/service-worker.js" });
