import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** Every address of a sandbox's cluster is the same one on loopback; it is shown where the endpoint is open. */
export const describeClusterEndpoints = defineAction({
  service: "tke",
  name: "DescribeClusterEndpoints",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["ResourceNotFound.ClusterNotFound"],
  handle({ tables, endpoints }, { ClusterId }) {
    const cluster = findCluster(tables, ClusterId, "ResourceNotFound.ClusterNotFound");
    const address = endpoints?.kubeUrl.replace("https://", "") ?? "";
    const domain = `${cluster.id}.ccs.tencent-cloud.com`;
    return {
      CertificationAuthority: endpoints?.kubeCaPem ?? "",
      ClusterExternalEndpoint: cluster.endpoints.internet ? address : "",
      ClusterIntranetEndpoint: cluster.endpoints.intranet ? address : "",
      ClusterDomain: domain,
      ClusterExternalACL: [],
      ClusterExternalDomain: cluster.endpoints.internet ? domain : "",
      ClusterIntranetDomain: cluster.endpoints.intranet ? domain : "",
      SecurityGroup: "",
      ClusterIntranetSubnetId: cluster.endpoints.intranet ? cluster.eniSubnetIds[0]! : "",
      IntranetSecurityGroup: "",
    };
  },
});
