import { defineAction } from "../action.ts";
import { LIMITS } from "../limits.ts";
import { struct } from "../schema.ts";

/** Members are spelled as the cloud spells them. */
export const describeSecurityGroupLimits = defineAction({
  service: "vpc",
  name: "DescribeSecurityGroupLimits",
  changes: false,
  request: struct({}),
  errors: [],
  handle: () => ({
    SecurityGroupLimitSet: {
      SecurityGroupLimit: LIMITS.GROUPS,
      SecurityGroupPolicyLimit: LIMITS.POLICIES_PER_DIRECTION,
      ReferedSecurityGroupLimit: LIMITS.REFERENCED_GROUPS,
      SecurityGroupInstanceLimit: LIMITS.INSTANCES_PER_GROUP,
      InstanceSecurityGroupLimit: LIMITS.GROUPS_PER_INTERFACE,
      SecurityGroupExtendedPolicyLimit: LIMITS.POLICIES_PER_DIRECTION,
      SecurityGroupReferedCvmAndEniLimit: LIMITS.INSTANCES_PER_GROUP,
      SecurityGroupReferedSvcLimit: LIMITS.INSTANCES_PER_GROUP,
    },
  }),
});
