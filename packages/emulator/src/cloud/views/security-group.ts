import type { SecurityGroupRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { vpcTime } from "../time.ts";

export function wireSecurityGroup(group: SecurityGroupRecord, tables: CloudTables) {
  return {
    SecurityGroupId: group.id,
    SecurityGroupName: group.name,
    SecurityGroupDesc: group.description,
    ProjectId: group.projectId,
    IsDefault: group.isDefault,
    CreatedTime: vpcTime(group.createdAt),
    TagSet: wireTags(tables, group.id),
    UpdateTime: vpcTime(group.updatedAt),
  };
}
