import type { DataPlane } from "@podpath/access-path";
import { createNetnsDataPlane, probeNetns } from "@podpath/dataplane/netns";

export type DataPlaneChoice =
  | {
      readonly kind: "kernel" | "simulated";
      readonly why: string | null;
      readonly make: (accountId: string) => DataPlane;
    }
  | { readonly kind: "unavailable"; readonly code: string; readonly detail: string };

/** Tries, rather than reads, whether this machine can carry real packets. */
export async function chooseDataPlane(choice: string, log: (line: string) => void): Promise<DataPlaneChoice> {
  const probed = await probeNetns();
  if (!probed.ok) return { kind: "unavailable", code: probed.reason, detail: probed.detail };
  return { kind: "kernel", why: null, make: (accountId) => createNetnsDataPlane({ accountId, log }) };
}
