import { defineAction } from "../action.ts";
import { findGroups } from "../lookup.ts";
import { list, required, struct, text } from "../schema.ts";
import { referrersOf } from "../security-groups.ts";

export const describeSecurityGroupReferences = defineAction({
  service: "vpc",
  name: "DescribeSecurityGroupReferences",
  changes: false,
  request: struct({ SecurityGroupIds: required(list(text())) }),
  errors: ["InvalidParameterValue.LimitExceeded", "InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle: ({ tables }, { SecurityGroupIds }) => ({
    ReferredSecurityGroupSet: findGroups(tables, SecurityGroupIds).map(({ id }) => ({
      SecurityGroupId: id,
      ReferredSecurityGroupIds: referrersOf(id, tables).map((group) => group.id),
    })),
  }),
});
