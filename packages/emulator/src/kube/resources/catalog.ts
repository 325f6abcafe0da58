import { parseTypes } from "../schema/schema.ts";
import { CORE_TYPES } from "../schema/core-types.ts";
import { META_TYPES } from "../schema/meta-types.ts";
import { PLACEMENT_TYPES } from "../schema/placement-types.ts";
import { POD_TYPES } from "../schema/pod-types.ts";
import { REVIEW_TYPES } from "../schema/review-types.ts";
import { TKE_TYPES } from "../schema/tke-types.ts";
import { WORKLOAD_TYPES } from "../schema/workload-types.ts";
import { configMaps, endpoints, events, namespaces, nodes, secrets, serviceAccounts, services } from "./core.ts";
import type { ResourceDefinition } from "./definition.ts";
import { endpointSlices, leases } from "./others.ts";
import { pods } from "./pods.ts";
import { machineSets, machines, nodeEniConfigs, vpcEnis, vpcIpClaims, vpcIps } from "./tke.ts";
import { daemonSets, deployments, replicaSets } from "./workloads.ts";

/** All that the API serves, in the order in which discovery lists it. */
export const RESOURCES: readonly ResourceDefinition[] = [
  configMaps,
  endpoints,
  events,
  namespaces,
  nodes,
  pods,
  secrets,
  serviceAccounts,
  services,
  daemonSets,
  deployments,
  replicaSets,
  leases,
  endpointSlices,
  nodeEniConfigs,
  vpcEnis,
  vpcIpClaims,
  vpcIps,
  machines,
  machineSets,
];

/** What the kinds' objects hold. */
export const TYPES = parseTypes(
  META_TYPES,
  POD_TYPES,
  PLACEMENT_TYPES,
  CORE_TYPES,
  WORKLOAD_TYPES,
  REVIEW_TYPES,
  TKE_TYPES,
);

const BY_PLURAL = new Map(RESOURCES.map((definition) => [definition.plural, definition]));

/** Plural names are unique across the groups that this API serves. */
export function findResource(plural: string): ResourceDefinition | undefined {
  return BY_PLURAL.get(plural);
}
