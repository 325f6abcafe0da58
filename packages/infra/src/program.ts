import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { ClusterComponent } from "./program/cluster.ts";
import { NetworkComponent } from "./program/network.ts";
import { SecurityGroupsComponent } from "./program/security-groups.ts";

/** What the program of a scenario gives back; ids are the cloud's own, keys are the scenario's. */
export interface LabOutputs {
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly groupIds: Readonly<Record<string, string>>;
  readonly clusterId: string;
  readonly nodePoolIds: Readonly<Record<string, string>>;
}

/**
 * The cloud resources of a scenario, as a Pulumi program. It knows neither the endpoint nor the engine: the real Pulumi
 * engine runs it against Tencent Cloud, the embedded one against the sandbox. Credentials come from the provider's own
 * environment variables.
 */
export function lab(scenario: Scenario): pulumi.Inputs & Record<keyof LabOutputs, unknown> {
  const provider = new tencentcloud.Provider("cloud", { region: scenario.region });
  const network = new NetworkComponent(scenario, { provider });
  const groups = new SecurityGroupsComponent(scenario, { provider });
  const cluster = new ClusterComponent(
    scenario,
    { vpcId: network.vpcId, subnetIds: network.subnetIds, groupIds: groups.ids, after: groups.ruleSets },
    { provider },
  );
  return {
    vpcId: network.vpcId,
    subnetIds: network.subnetIds,
    groupIds: groups.ids,
    clusterId: cluster.clusterId,
    nodePoolIds: cluster.nodePoolIds,
  };
}
