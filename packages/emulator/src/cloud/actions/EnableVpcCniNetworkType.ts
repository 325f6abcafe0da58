import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, integer, list, oneOf, required, struct, text } from "../schema.ts";

/** Clusters here are VPC-CNI from the start: the call adds subnets for Pods, and refuses another mode. */
export const enableVpcCniNetworkType = defineAction({
  service: "tke",
  name: "EnableVpcCniNetworkType",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    VpcCniType: required(oneOf("tke-route-eni", "tke-direct-eni")),
    EnableStaticIp: required(flag()),
    Subnets: required(list(text())),
    ExpiredSeconds: integer(),
    SkipAddingNonMasqueradeCIDRs: flag(),
  }),
  errors: ["InvalidParameter.Param", "UnsupportedOperation.ClusterNotSuitEnableVPCCNI"],
  handle({ tables }, { ClusterId, VpcCniType, Subnets }) {
    const cluster = findCluster(tables, ClusterId, "InvalidParameter.Param");
    if (VpcCniType !== cluster.vpcCniType) {
      const message = `The cluster is in mode ${cluster.vpcCniType}; ${VpcCniType} is not served by this sandbox.`;
      throw new CloudError("UnsupportedOperation.ClusterNotSuitEnableVPCCNI", message);
    }
    const absent = Subnets.find((id) => tables.subnets.get(id)?.vpcId !== cluster.vpcId);
    if (absent !== undefined) {
      throw new CloudError("InvalidParameter.Param", `\`${absent}\` is no subnet of \`${cluster.vpcId}\`.`);
    }
    tables.clusters.put({ ...cluster, eniSubnetIds: [...new Set([...cluster.eniSubnetIds, ...Subnets])] });
    return {};
  },
});
