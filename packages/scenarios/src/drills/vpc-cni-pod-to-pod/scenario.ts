import type { Scenario } from "../../scenario.ts";
import { BASE_FACTS } from "../family/base-facts.ts";
import { buildDrill } from "../family/build.ts";

/** The base drill: Pod B's interface lets nobody in. */
export const vpcCniPodToPod: Scenario = buildDrill("vpc-cni-pod-to-pod", BASE_FACTS, "ingress");
