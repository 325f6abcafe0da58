import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { bindInstanceGroups, checkGroupIds, findInstances } from "../instances.ts";
import { LIMITS } from "../limits.ts";
import { flag, list, required, struct, text, unserved } from "../schema.ts";

const FIXED = "nodes of a sandbox have no such setting.";

export const modifyInstancesAttribute = defineAction({
  service: "cvm",
  name: "ModifyInstancesAttribute",
  changes: true,
  request: struct({
    InstanceIds: required(list(text())),
    InstanceName: text(),
    UserData: unserved("string", FIXED),
    SecurityGroups: list(text()),
    CamRoleName: unserved("string", FIXED),
    HostName: unserved("string", FIXED),
    DisableApiTermination: unserved("boolean", FIXED),
    CamRoleType: unserved("string", FIXED),
    AutoReboot: flag(),
  }),
  errors: [
    "InvalidInstanceId.Malformed",
    "InvalidInstanceId.NotFound",
    "InvalidInstanceName.TooLong",
    "InvalidParameterValue.LimitExceeded",
    "InvalidSecurityGroupId.NotFound",
    "LimitExceeded.AssociateUSGLimitExceeded",
  ],
  handle({ tables }, { InstanceIds, InstanceName, SecurityGroups }) {
    if (InstanceName !== undefined && Array.from(InstanceName).length > LIMITS.NAME_CHARACTERS) {
      throw new CloudError(
        "InvalidInstanceName.TooLong",
        `\`InstanceName\` may have ${LIMITS.NAME_CHARACTERS} characters.`,
      );
    }
    for (const { instance, eni } of findInstances(tables, InstanceIds)) {
      if (InstanceName !== undefined) tables.instances.put({ ...instance, name: InstanceName });
      if (SecurityGroups !== undefined) bindInstanceGroups(tables, eni, checkGroupIds(tables, SecurityGroups));
    }
    return {};
  },
});
