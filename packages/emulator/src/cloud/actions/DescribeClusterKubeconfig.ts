import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { flag, required, struct, text } from "../schema.ts";

/** As whoever asks: the grader's may only read and exec. */
export const describeClusterKubeconfig = defineAction({
  service: "tke",
  name: "DescribeClusterKubeconfig",
  changes: false,
  request: struct({ ClusterId: required(text()), IsExtranet: flag() }),
  errors: ["ResourceNotFound.ClusterNotFound"],
  handle(call, { ClusterId }) {
    return { Kubeconfig: call.kubeconfig(findCluster(call.tables, ClusterId, "ResourceNotFound.ClusterNotFound")) };
  },
});
