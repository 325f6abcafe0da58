import type { Scenario } from "../../scenario.ts";
import { BASE_FACTS, NOBODY_LISTENS, TWO_POOLS } from "./base-facts.ts";
import { buildDrill } from "./build.ts";

/** Two pools, two groups: the way out of Pod A is at fault, with the base drill's symptom. */
export const vpcCniPodEgress: Scenario = buildDrill("vpc-cni-pod-egress", TWO_POOLS, "egress");

/** The base drill, and the fix has to outlive Pod A's address. */
export const vpcCniPodReschedule: Scenario = buildDrill(
  "vpc-cni-pod-reschedule",
  { ...BASE_FACTS, lasting: true },
  "ingress",
);

/** The control: refused, not dropped. To pass is to say so. */
export const vpcCniNobodyListens: Scenario = buildDrill("vpc-cni-nobody-listens", NOBODY_LISTENS, "none");
