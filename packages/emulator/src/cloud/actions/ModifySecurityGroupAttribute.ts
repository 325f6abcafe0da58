import { defineAction } from "../action.ts";
import { LIMITS } from "../limits.ts";
import { findGroup } from "../lookup.ts";
import { checkLength, checkName } from "../query.ts";
import { required, struct, text } from "../schema.ts";

export const modifySecurityGroupAttribute = defineAction({
  service: "vpc",
  name: "ModifySecurityGroupAttribute",
  changes: true,
  request: struct({ SecurityGroupId: required(text()), GroupName: text(), GroupDescription: text() }),
  errors: ["InvalidParameterValue.Malformed", "InvalidParameterValue.TooLong", "ResourceNotFound"],
  handle({ tables, runtime }, request) {
    const group = findGroup(tables, request.SecurityGroupId);
    const { GroupName: name = group.name, GroupDescription: description = group.description } = request;
    checkName(name, "GroupName");
    checkLength(description, "GroupDescription", LIMITS.DESCRIPTION_CHARACTERS);
    tables.securityGroups.put({ ...group, name, description, updatedAt: runtime.now() });
    return {};
  },
});
