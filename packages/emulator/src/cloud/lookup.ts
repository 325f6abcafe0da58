import { CloudError, notFound } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { checkId, checkIds } from "./query.ts";
import type { EniRecord, SecurityGroupRecord, SubnetRecord, VpcRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";

/** Each: `Malformed` when the id doesn't look like one, `ResourceNotFound` when there is none. */
export function findVpc(tables: CloudTables, id: string): VpcRecord {
  checkId(id, "VpcId", "vpc");
  return tables.vpcs.get(id) ?? fail(notFound("VPC", id));
}

export function findSubnet(tables: CloudTables, id: string): SubnetRecord {
  checkId(id, "SubnetId", "subnet");
  return tables.subnets.get(id) ?? fail(notFound("subnet", id));
}

export function findGroup(tables: CloudTables, id: string): SecurityGroupRecord {
  checkId(id, "SecurityGroupId", "sg");
  return tables.securityGroups.get(id) ?? fail(notFound("security group", id));
}

export function findEni(tables: CloudTables, id: string): EniRecord {
  checkId(id, "NetworkInterfaceId", "eni");
  return tables.enis.get(id) ?? fail(notFound("network interface", id));
}

/** In the order asked for, each once. */
export function findGroups(tables: CloudTables, ids: readonly string[]): readonly SecurityGroupRecord[] {
  checkIds(ids, "SecurityGroupIds", "sg");
  return [...new Set(ids)].map((id) => findGroup(tables, id));
}

export function findEnis(tables: CloudTables, ids: readonly string[]): readonly EniRecord[] {
  checkIds(ids, "NetworkInterfaceIds", "eni");
  return [...new Set(ids)].map((id) => findEni(tables, id));
}

/** Binds exactly these groups, in this order. */
export function bindGroups(tables: CloudTables, eni: EniRecord, groupIds: readonly string[]): void {
  if (groupIds.length > LIMITS.GROUPS_PER_INTERFACE) {
    const limit = LIMITS.GROUPS_PER_INTERFACE;
    throw new CloudError(
      "LimitExceeded",
      `\`${eni.id}\` would have ${groupIds.length} security groups; it may have ${limit}.`,
    );
  }
  tables.enis.put({ ...eni, securityGroupIds: groupIds });
}

function fail(error: CloudError): never {
  throw error;
}
