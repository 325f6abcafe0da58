import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, required, struct, text } from "../schema.ts";

/** Opens the intranet endpoint, or the internet one. Reaching a sandbox never needs it; programs that make it are content. */
export const createClusterEndpoint = defineAction({
  service: "tke",
  name: "CreateClusterEndpoint",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    SubnetId: text(),
    IsExtranet: flag(),
    Domain: text(),
    SecurityGroup: text(),
    ExtensiveParameters: text(),
    ExistedLoadBalancerId: text(),
  }),
  errors: ["InvalidParameter.Param", "ResourceInUse", "ResourceNotFound"],
  handle({ tables }, { ClusterId, SubnetId, IsExtranet = false, SecurityGroup }) {
    const cluster = findCluster(tables, ClusterId);
    const which = IsExtranet ? "internet" : "intranet";
    if (cluster.endpoints[which]) throw new CloudError("ResourceInUse", `The ${which} endpoint is open already.`);
    if (!IsExtranet && tables.subnets.get(SubnetId ?? "")?.vpcId !== cluster.vpcId) {
      throw new CloudError(
        "InvalidParameter.Param",
        "An intranet endpoint needs `SubnetId`, a subnet of the cluster's VPC.",
      );
    }
    if (SecurityGroup !== undefined && SecurityGroup !== "" && !tables.securityGroups.get(SecurityGroup)) {
      throw new CloudError("InvalidParameter.Param", `The security group \`${SecurityGroup}\` doesn't exist.`);
    }
    tables.clusters.put({ ...cluster, endpoints: { ...cluster.endpoints, [which]: true } });
    return {};
  },
});
