import { defineAction } from "../action.ts";
import { applyFilters, byIds, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { SecurityGroupRecord } from "../records.ts";
import { list, oneOf, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireSecurityGroup } from "../views/security-group.ts";

export const describeSecurityGroups = defineAction({
  service: "vpc",
  name: "DescribeSecurityGroups",
  changes: false,
  request: struct({
    SecurityGroupIds: list(text()),
    Filters: filtersSchema(),
    ...pageSchema("string"),
    OrderField: oneOf("CreatedTime", "UpdateTime"),
    OrderDirection: oneOf("ASC", "DESC"),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameter.FilterInvalidKey",
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "ResourceNotFound",
  ],
  handle({ tables }, { SecurityGroupIds, Filters, OrderField, OrderDirection, ...page }) {
    const kind = {
      member: "SecurityGroupIds",
      prefix: "sg",
      what: "security group",
      idOf: (group: SecurityGroupRecord) => group.id,
    };
    const found = applyFilters(
      byIds(tables.securityGroups.list(), SecurityGroupIds, Filters, kind),
      Filters,
      {
        "security-group-id": { values: (group) => [group.id] },
        "security-group-name": { values: (group) => [group.name] },
        "project-id": { values: (group) => [group.projectId] },
      },
      (group) => tagsOf(tables, group.id),
    );
    const { total, page: groups } = paginate(ordered(found, OrderField, OrderDirection), page);
    return { SecurityGroupSet: groups.map((group) => wireSecurityGroup(group, tables)), TotalCount: total };
  },
});

function ordered(
  groups: readonly SecurityGroupRecord[],
  field: "CreatedTime" | "UpdateTime" | undefined,
  direction: "ASC" | "DESC" = "ASC",
): readonly SecurityGroupRecord[] {
  if (field === undefined) return groups;
  const by = field === "CreatedTime" ? "createdAt" : "updatedAt";
  const sign = direction === "ASC" ? 1 : -1;
  return groups.toSorted((a, b) => sign * (a[by] - b[by]));
}
