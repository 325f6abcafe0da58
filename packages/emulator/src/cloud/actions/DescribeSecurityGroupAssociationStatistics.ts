import { defineAction } from "../action.ts";
import { findGroups } from "../lookup.ts";
import { list, required, struct, text } from "../schema.ts";
import { referrersOf } from "../security-groups.ts";
import type { CloudTables } from "../tables.ts";

export const describeSecurityGroupAssociationStatistics = defineAction({
  service: "vpc",
  name: "DescribeSecurityGroupAssociationStatistics",
  changes: false,
  request: struct({ SecurityGroupIds: required(list(text())) }),
  errors: ["InvalidParameterValue.LimitExceeded", "InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle: ({ tables }, { SecurityGroupIds }) => ({
    SecurityGroupAssociationStatisticsSet: findGroups(tables, SecurityGroupIds).map(({ id }) => statistics(id, tables)),
  }),
});

/** A primary interface counts as its instance, a secondary one as an interface. References aren't part of the total. */
function statistics(groupId: string, tables: CloudTables) {
  const bound = tables.enis.list().filter((eni) => eni.securityGroupIds.includes(groupId));
  const instances = bound.filter((eni) => eni.primary).length;
  const interfaces = bound.length - instances;
  const counts = [
    { InstanceType: "CVM", InstanceCount: instances },
    { InstanceType: "ENI", InstanceCount: interfaces },
  ];
  return {
    SecurityGroupId: groupId,
    CVM: instances,
    CDB: 0,
    ENI: interfaces,
    SG: referrersOf(groupId, tables).filter((group) => group.id !== groupId).length,
    CLB: 0,
    InstanceStatistics: counts.filter((each) => each.InstanceCount > 0),
    TotalCount: bound.length,
  };
}
