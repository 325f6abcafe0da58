import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** As a cluster is whose service accounts were never given to an outside issuer. */
export const describeClusterAuthenticationOptions = defineAction({
  service: "tke",
  name: "DescribeClusterAuthenticationOptions",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["InvalidParameter"],
  handle({ tables }, { ClusterId }) {
    findCluster(tables, ClusterId, "InvalidParameter");
    return {
      ServiceAccounts: { UseTKEDefault: false, Issuer: "", JWKSURI: "", AutoCreateDiscoveryAnonymousAuth: false },
      LatestOperationState: "",
      OIDCConfig: { AutoCreateOIDCConfig: false, AutoCreateClientId: [], AutoInstallPodIdentityWebhookAddon: false },
    };
  },
});
