import { defineAction } from "../action.ts";
import { findSubnet } from "../lookup.ts";
import { checkName } from "../query.ts";
import { oneOf, required, struct, text } from "../schema.ts";

export const modifySubnetAttribute = defineAction({
  service: "vpc",
  name: "ModifySubnetAttribute",
  changes: true,
  request: struct({
    SubnetId: required(text()),
    SubnetName: text(),
    EnableBroadcast: oneOf("false"),
  }),
  errors: ["InvalidParameterValue.Malformed", "InvalidParameterValue.TooLong", "ResourceNotFound"],
  handle({ tables }, { SubnetId, SubnetName }) {
    const subnet = findSubnet(tables, SubnetId);
    if (SubnetName !== undefined) {
      checkName(SubnetName, "SubnetName");
      tables.subnets.put({ ...subnet, name: SubnetName });
    }
    return {};
  },
});
