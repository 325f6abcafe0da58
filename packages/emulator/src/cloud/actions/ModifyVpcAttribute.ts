import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findVpc } from "../lookup.ts";
import { checkName } from "../query.ts";
import { flag, list, oneOf, required, struct, text, unserved } from "../schema.ts";

const OWN_NAME_SERVER = "name servers are the VPC's own.";

export const modifyVpcAttribute = defineAction({
  service: "vpc",
  name: "ModifyVpcAttribute",
  changes: true,
  request: struct({
    VpcId: required(text()),
    VpcName: text(),
    EnableMulticast: oneOf("false", "true"),
    DnsServers: { ...unserved("list", OWN_NAME_SERVER), element: list(text()).element! },
    DomainName: unserved("string", OWN_NAME_SERVER),
    EnableRouteVpcPublish: flag(),
    EnableCdcPublish: flag(),
    EnableRouteVpcPublishIpv6: flag(),
  }),
  errors: ["InvalidParameterValue.Malformed", "InvalidParameterValue.TooLong", "ResourceNotFound"],
  handle({ tables }, { VpcId, VpcName, EnableMulticast }) {
    const vpc = findVpc(tables, VpcId);
    if (EnableMulticast === "true") {
      throw new CloudError("UnsupportedOperation", "Multicast is not served by this sandbox.");
    }
    if (VpcName !== undefined) {
      checkName(VpcName, "VpcName");
      tables.vpcs.put({ ...vpc, name: VpcName });
    }
    return {};
  },
});
