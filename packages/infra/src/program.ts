import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import type { Deployment, ExistingShape } from "./deployment/deployment.ts";
import { labName } from "./deployment/names.ts";
import { placeScenario } from "./deployment/place-scenario.ts";
import { ClusterComponent } from "./program/cluster.ts";
import { openEndpoint } from "./program/endpoint.ts";
import { ExistingClusterComponent } from "./program/existing-cluster.ts";
import { NetworkComponent } from "./program/network.ts";
import { NO_EXTRAS, type NodePoolExtras } from "./program/node-pool-args.ts";
import { SecurityGroupsComponent } from "./program/security-groups.ts";
import { LAB_TAG, tagsOf } from "./program/tags.ts";

/** What the program of a scenario gives back; ids are the cloud's own, keys are the scenario's. */
export interface LabOutputs {
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly groupIds: Readonly<Record<string, string>>;
  readonly clusterId: string;
  readonly nodePoolIds: Readonly<Record<string, string>>;
}

type Built = pulumi.Inputs & Record<keyof LabOutputs, unknown>;

/**
 * The cloud resources of a scenario, as a Pulumi program. It knows neither the endpoint nor the engine: the real Pulumi
 * engine runs it against Tencent Cloud, the embedded one against the sandbox. Credentials come from the provider's own
 * environment variables.
 *
 * @param deployment how it is built on the real cloud; null: in the sandbox, where the scenario says it all
 */
export function lab(scenario: Scenario, deployment: Deployment | null = null): Built {
  if (deployment === null) return buildAll(scenario, null);
  const placed = placeScenario(scenario, deployment);
  const { shape } = deployment;
  return shape.kind === "existing" ? buildInto(placed, deployment, shape) : buildAll(placed, deployment);
}

function buildAll(scenario: Scenario, deployment: Deployment | null): Built {
  const provider = new tencentcloud.Provider("cloud", { region: scenario.region });
  const tags = tagsOf(scenario, deployment);
  const network = new NetworkComponent(scenario, tags, { provider });
  const groups = new SecurityGroupsComponent(scenario, tags, { provider });
  const cluster = new ClusterComponent(
    scenario,
    {
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      groupIds: groups.ids,
      tags,
      extras: { ...NO_EXTRAS, keyIds: deployment?.keyIds ?? [] },
      addonKeepsMore: deployment !== null,
      after: groups.ruleSets,
    },
    { provider },
  );
  if (deployment?.shape.kind === "disposable") {
    const { callerCidr } = deployment.shape;
    const after = cluster.pools.map(({ resource }) => resource);
    const name = labName("podpath-endpoint", deployment.labId);
    const place = { clusterId: cluster.clusterId, callerCidr, tags, after };
    openEndpoint(name, place, { provider });
  }
  return {
    vpcId: network.vpcId,
    subnetIds: network.subnetIds,
    groupIds: groups.ids,
    clusterId: cluster.clusterId,
    nodePoolIds: cluster.nodePoolIds,
  };
}

function buildInto(scenario: Scenario, deployment: Deployment, { clusterId, vpcId, subnetId }: ExistingShape): Built {
  const provider = new tencentcloud.Provider("cloud", { region: scenario.region });
  const tags = tagsOf(scenario, deployment);
  const groups = new SecurityGroupsComponent(scenario, tags, { provider });
  const subnetIds = Object.fromEntries(scenario.subnets.map(({ key }) => [key, pulumi.output(subnetId)]));
  const cluster = new ExistingClusterComponent(
    scenario,
    { clusterId, subnetIds, groupIds: groups.ids, tags, extras: extrasOf(deployment), after: groups.ruleSets },
    { provider },
  );
  return { vpcId, subnetIds, groupIds: groups.ids, clusterId, nodePoolIds: cluster.nodePoolIds };
}

/** Only the drill's Pods tolerate this: nobody else's shall land on nodes whose groups let nobody in. */
export function labTaint({ labId }: Pick<Deployment, "labId">): NonNullable<NodePoolExtras["taint"]> {
  return { key: LAB_TAG, value: labId, effect: "NoSchedule" };
}

function extrasOf(deployment: Deployment): NodePoolExtras {
  return { keyIds: deployment.keyIds, taint: labTaint(deployment) };
}
