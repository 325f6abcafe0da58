import { defineAction } from "../action.ts";
import { bindInstanceGroups, checkGroupIds, findInstances } from "../instances.ts";
import { list, required, struct, text } from "../schema.ts";

/** Adds groups to instances' primary interfaces, behind those that are bound already: the order is the priority. */
export const associateSecurityGroups = defineAction({
  service: "cvm",
  name: "AssociateSecurityGroups",
  changes: true,
  request: struct({ SecurityGroupIds: required(list(text())), InstanceIds: required(list(text())) }),
  errors: [
    "InvalidInstanceId.Malformed",
    "InvalidInstanceId.NotFound",
    "InvalidParameterValue.LimitExceeded",
    "InvalidSecurityGroupId.NotFound",
    "InvalidSgId.Malformed",
    "LimitExceeded.AssociateUSGLimitExceeded",
  ],
  handle({ tables }, { SecurityGroupIds, InstanceIds }) {
    const groups = checkGroupIds(tables, SecurityGroupIds);
    for (const { eni } of findInstances(tables, InstanceIds)) {
      bindInstanceGroups(tables, eni, [...new Set([...eni.securityGroupIds, ...groups])]);
    }
    return {};
  },
});
