import type { DataPlane } from "@podpath/access-path";
import { createNetnsDataPlane, probeNetns } from "@podpath/dataplane/netns";
import { unpackedPrograms } from "../../src/machine/system-programs.ts";

/** Can this machine carry the kernel's packets, with the programs that the lab itself would use? */
export async function isKernelAble(): Promise<boolean> {
  return (await probeNetns(unpackedPrograms())).ok;
}

export function kernelPlane(accountId: string): DataPlane {
  return createNetnsDataPlane({ accountId, log: () => {}, ...unpackedPrograms() });
}
