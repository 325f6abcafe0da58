import { vpcCniPodToPod } from "./drills/vpc-cni-pod-to-pod/scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Every drill, the base one first. */
export const scenarios: readonly Scenario[] = [vpcCniPodToPod];

export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
