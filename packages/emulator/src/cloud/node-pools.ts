import { parseInstanceType } from "../tke/instance-types.ts";
import { CloudError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import type { ClusterRecord, NodePoolRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";

/** Enough for any drill, few enough for one machine. */
export const MOST_REPLICAS = 20;

type NamedValues = readonly { readonly Name: string; readonly Value: string }[];

export function pairs(items: NamedValues): Readonly<Record<string, string>> {
  return Object.fromEntries(items.filter(({ Name }) => Name !== "").map(({ Name, Value }) => [Name, Value]));
}

export function readTaints(
  taints: readonly { Key?: string; Value?: string; Effect?: string }[],
): NodePoolRecord["taints"] {
  return taints
    .filter(({ Key = "" }) => Key !== "")
    .map(({ Key = "", Value = "", Effect = "NoSchedule" }) => ({ key: Key, value: Value, effect: Effect }));
}

/** What of a pool's `Native` must exist or be known. @throws CloudError */
export function checkNative(
  native: {
    readonly SubnetIds?: readonly string[];
    readonly SecurityGroupIds?: readonly string[];
    readonly InstanceTypes?: readonly string[];
    readonly Replicas?: number;
  },
  cluster: ClusterRecord,
  tables: CloudTables,
): void {
  const subnet = native.SubnetIds?.find((id) => tables.subnets.get(id)?.vpcId !== cluster.vpcId);
  if (subnet !== undefined) throw invalid(`\`${subnet}\` is no subnet of the cluster's VPC \`${cluster.vpcId}\`.`);
  const group = native.SecurityGroupIds?.find((id) => tables.securityGroups.get(id) === undefined);
  if (group !== undefined) throw invalid(`The security group \`${group}\` doesn't exist.`);
  if ((native.SecurityGroupIds?.length ?? 0) > LIMITS.GROUPS_PER_INTERFACE) {
    throw invalid(`An instance may have ${LIMITS.GROUPS_PER_INTERFACE} security groups.`);
  }
  const type = native.InstanceTypes?.find((each) => parseInstanceType(each) === null);
  if (type !== undefined) throw invalid(`\`${type}\` is no instance type; write one such as SA2.MEDIUM2.`);
  checkReplicas(native.Replicas ?? 0);
}

export function checkReplicas(replicas: number): void {
  if (replicas < 0 || replicas > MOST_REPLICAS)
    throw invalid(`\`Replicas\` is ${replicas}; here it is from 0 to ${MOST_REPLICAS}.`);
}

function invalid(message: string): CloudError {
  return new CloudError("InvalidParameter", message);
}
