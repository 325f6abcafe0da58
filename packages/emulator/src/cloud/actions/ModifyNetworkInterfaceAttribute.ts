import { defineAction } from "../action.ts";
import { LIMITS } from "../limits.ts";
import { bindGroups, findEni, findGroups } from "../lookup.ts";
import { checkLength } from "../query.ts";
import { CloudError } from "../errors.ts";
import { list, oneOf, required, struct, text } from "../schema.ts";

export const modifyNetworkInterfaceAttribute = defineAction({
  service: "vpc",
  name: "ModifyNetworkInterfaceAttribute",
  changes: true,
  request: struct({
    NetworkInterfaceId: required(text()),
    NetworkInterfaceName: text(),
    NetworkInterfaceDescription: text(),
    SecurityGroupIds: list(text()),
    TrunkingFlag: oneOf("Enable", "Disable"),
  }),
  errors: [
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
    "ResourceNotFound",
    "UnsupportedOperation.SubEniNotSupportTrunking",
  ],
  handle({ tables }, request) {
    const eni = findEni(tables, request.NetworkInterfaceId);
    const { NetworkInterfaceName: name = eni.name, NetworkInterfaceDescription: description = eni.description } =
      request;
    checkLength(name, "NetworkInterfaceName", LIMITS.NAME_CHARACTERS);
    checkLength(description, "NetworkInterfaceDescription", LIMITS.NAME_CHARACTERS);
    if (request.TrunkingFlag === "Enable") {
      throw new CloudError("UnsupportedOperation.SubEniNotSupportTrunking", "Trunking is not served by this sandbox.");
    }
    const groups = request.SecurityGroupIds;
    const ids = groups === undefined ? eni.securityGroupIds : findGroups(tables, groups).map(({ id }) => id);
    bindGroups(tables, { ...eni, name, description }, ids);
    return {};
  },
});
