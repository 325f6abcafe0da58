import { CloudError } from "./errors.ts";
import type { AddonRecord, ClusterRecord, NodePoolRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";

/**
 * @param code each action has its own for this; docs/facts.md#not-found-codes
 * @throws CloudError
 */
export function findCluster(tables: CloudTables, id: string, code = "ResourceNotFound"): ClusterRecord {
  const cluster = tables.clusters.get(id);
  if (cluster === undefined)
    throw new CloudError(code, `The cluster \`${id}\` doesn't exist in this account and region.`);
  return cluster;
}

export function findNodePool(tables: CloudTables, clusterId: string, id: string): NodePoolRecord {
  findCluster(tables, clusterId);
  const pool = tables.nodePools.get(id);
  if (pool !== undefined && pool.clusterId === clusterId) return pool;
  throw new CloudError("ResourceNotFound", `The node pool \`${id}\` doesn't exist in the cluster \`${clusterId}\`.`);
}

export function findAddon(tables: CloudTables, clusterId: string, name: string): AddonRecord {
  findCluster(tables, clusterId);
  const addon = tables.addons.get(`${clusterId}/${name}`);
  if (addon !== undefined) return addon;
  throw new CloudError("ResourceNotFound", `The add-on \`${name}\` isn't installed in the cluster \`${clusterId}\`.`);
}
