import type { DataPlane } from "@podpath/access-path";
import { createNetnsDataPlane, probeNetns, type NetnsProbe } from "@podpath/dataplane/netns";
import type { Clock } from "@podpath/dataplane/simulated";
import { unpackedPrograms } from "../machine/system-programs.ts";
import type { Language } from "../text/translate.ts";
import type { SimulationReason } from "./protocol.ts";

export type DataPlaneChoice = Carried | Unavailable;

interface Carried {
  readonly kind: "kernel" | "simulated";
  readonly why: SimulationReason | null;
  readonly detail: string | null;
  readonly make: (accountId: string) => DataPlane;
}

interface Unavailable {
  readonly kind: "unavailable";
  readonly code: Exclude<NetnsProbe, { ok: true }>["reason"];
  readonly detail: string;
}

interface Surroundings {
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** What the learner reads: it may change while the lab is up. Absent: nobody looks on, so both. */
  readonly language?: () => Language;
}

/** Tries, rather than reads, whether this machine can carry real packets; `auto` simulates where it can't, and says why. */
export async function chooseDataPlane(
  choice: "auto" | "kernel" | "simulated",
  surroundings: Surroundings,
): Promise<DataPlaneChoice> {
  if (choice === "simulated") return simulated("asked", null, surroundings);
  const programs = unpackedPrograms();
  const probed = await probeNetns(programs);
  if (probed.ok) {
    const { log } = surroundings;
    const make = (accountId: string): DataPlane => createNetnsDataPlane({ accountId, log, ...programs });
    return { kind: "kernel", why: null, detail: null, make };
  }
  const { reason, detail } = probed;
  return choice === "kernel" ? { kind: "unavailable", code: reason, detail } : simulated(reason, detail, surroundings);
}

/** Loaded only where it is needed: it is larger than the kernel's. */
async function simulated(
  why: SimulationReason,
  detail: string | null,
  { clock, language }: Surroundings,
): Promise<Carried> {
  const { createSimulatedDataPlane } = await import("@podpath/dataplane/simulated");
  const spoken = language === undefined ? {} : { languages: () => [language()] };
  return { kind: "simulated", why, detail, make: () => createSimulatedDataPlane({ clock, ...spoken }) };
}
