import type { Scenario } from "@podpath/scenarios";
import type { Deployment } from "./deployment.ts";
import { labName, planSubnets } from "./names.ts";

/** Where the second subnet is found among a disposable lab's: there for a node pool whose first zone is sold out. */
export const SPARE_SUBNET = "spare";

/**
 * The scenario as it is built on the real cloud: names carry the lab's id, region, zones and blocks are the deployment's. Rules,
 * Pods and everything that is graded stay as they are.
 */
export function placeScenario(scenario: Scenario, deployment: Deployment): Scenario {
  const { labId, region, shape } = deployment;
  const named = <T extends { readonly name: string }>(one: T): T => ({ ...one, name: labName(one.name, labId) });
  return {
    ...scenario,
    region,
    vpc: shape.kind === "disposable" ? named({ ...scenario.vpc, cidr: shape.vpcCidr }) : scenario.vpc,
    subnets: shape.kind === "disposable" ? placeSubnets(scenario, deployment) : scenario.subnets,
    cluster: named(scenario.cluster),
    groups: scenario.groups.map(named),
    nodePools: scenario.nodePools.map((pool) =>
      named({ ...pool, instanceType: deployment.instanceType ?? pool.instanceType }),
    ),
  };
}

function placeSubnets(scenario: Scenario, { labId, shape }: Deployment): Scenario["subnets"] {
  if (shape.kind !== "disposable") return scenario.subnets;
  const [zone, spareZone] = shape.zones;
  const [preferred] = scenario.subnets;
  const avoid = [scenario.cluster.serviceCidr];
  const cidrs = planSubnets(shape.vpcCidr, preferred?.cidr ?? null, scenario.subnets.length + 1, avoid);
  const own = scenario.subnets.map((one, i) => ({ ...one, name: labName(one.name, labId), zone, cidr: cidrs[i]! }));
  const name = labName(`podpath-${SPARE_SUBNET}`, labId);
  return [...own, { key: SPARE_SUBNET, name, zone: spareZone, cidr: cidrs.at(-1)! }];
}
