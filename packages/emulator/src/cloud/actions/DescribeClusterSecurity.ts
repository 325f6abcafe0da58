import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** Who asks gets their own access, as with the kubeconfig. The Terraform provider reads it of every cluster. */
export const describeClusterSecurity = defineAction({
  service: "tke",
  name: "DescribeClusterSecurity",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["ResourceNotFound.ClusterNotFound"],
  handle({ tables, endpoints, kubeconfig }, { ClusterId }) {
    const cluster = findCluster(tables, ClusterId, "ResourceNotFound.ClusterNotFound");
    const address = endpoints?.kubeUrl.replace("https://", "") ?? "";
    return {
      // Users are known by the certificates and tokens in their kubeconfig; there is no password to hand out.
      UserName: "",
      Password: "",
      CertificationAuthority: endpoints?.kubeCaPem ?? "",
      ClusterExternalEndpoint: cluster.endpoints.internet ? address : "",
      Domain: `${cluster.id}.ccs.tencent-cloud.com`,
      PgwEndpoint: cluster.endpoints.intranet ? address : "",
      SecurityPolicy: [],
      Kubeconfig: kubeconfig(cluster),
      JnsGwEndpoint: "",
    };
  },
});
