import { buildDrill } from "./drills/family/build.ts";
import { vpcCniNobodyListens, vpcCniPodEgress, vpcCniPodReschedule } from "./drills/family/drills.ts";
import type { Side } from "./drills/family/side.ts";
import { varyFacts } from "./drills/family/vary.ts";
import { vpcCniPodToPod } from "./drills/vpc-cni-pod-to-pod/scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Every drill, the base one first. */
export const scenarios: readonly Scenario[] = [
  vpcCniPodToPod,
  vpcCniPodEgress,
  vpcCniPodReschedule,
  vpcCniNobodyListens,
];

/** What a seed may choose in each drill: the base one leaves open which side is at fault, and whether the fix must last. */
const FREEDOM: Readonly<Record<string, { readonly side: Side | "any"; readonly lasting: boolean | "any" }>> = {
  [vpcCniPodToPod.id]: { side: "any", lasting: "any" },
  [vpcCniPodEgress.id]: { side: "egress", lasting: false },
  [vpcCniPodReschedule.id]: { side: "ingress", lasting: true },
  [vpcCniNobodyListens.id]: { side: "none", lasting: false },
};

/**
 * A drill by its id: as written, or as a seed varies it.
 *
 * @param seed 0–4294967295
 */
export function findScenario(id: string, seed: number | null = null): Scenario | undefined {
  const written = scenarios.find((scenario) => scenario.id === id);
  const freedom = FREEDOM[id];
  if (seed === null || written === undefined || freedom === undefined) return written;
  const { facts, side } = varyFacts(seed, freedom.side, freedom.lasting);
  return buildDrill(id, facts, side);
}
