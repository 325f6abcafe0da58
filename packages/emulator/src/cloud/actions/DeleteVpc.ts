import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findVpc } from "../lookup.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";

export const deleteVpc = defineAction({
  service: "vpc",
  name: "DeleteVpc",
  changes: true,
  request: struct({ VpcId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceInUse", "ResourceNotFound"],
  handle({ tables }, { VpcId }) {
    const vpc = findVpc(tables, VpcId);
    const within = [...tables.subnets.list(), ...tables.clusters.list()].filter((each) => each.vpcId === vpc.id);
    if (within.length > 0) {
      const ids = within.map((each) => each.id).join(", ");
      throw new CloudError("ResourceInUse", `The VPC \`${vpc.id}\` still holds ${ids}; delete them first.`);
    }
    tables.vpcs.delete(vpc.id);
    setTags(tables, vpc.id, {});
    return {};
  },
});
