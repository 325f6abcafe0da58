import { defineAction } from "../action.ts";
import { bindInstanceGroups, checkGroupIds, findInstances } from "../instances.ts";
import { list, required, struct, text } from "../schema.ts";

export const disassociateSecurityGroups = defineAction({
  service: "cvm",
  name: "DisassociateSecurityGroups",
  changes: true,
  request: struct({ SecurityGroupIds: required(list(text())), InstanceIds: required(list(text())) }),
  errors: [
    "InvalidInstanceId.Malformed",
    "InvalidInstanceId.NotFound",
    "InvalidParameterValue.LimitExceeded",
    "InvalidSecurityGroupId.NotFound",
    "InvalidSgId.Malformed",
  ],
  handle({ tables }, { SecurityGroupIds, InstanceIds }) {
    const groups = new Set(checkGroupIds(tables, SecurityGroupIds));
    for (const { eni } of findInstances(tables, InstanceIds)) {
      const left = eni.securityGroupIds.filter((id) => !groups.has(id));
      bindInstanceGroups(tables, eni, left);
    }
    return {};
  },
});
