import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** None: the control plane is managed, and CreateCluster refuses arguments for it. */
export const describeClusterExtraArgs = defineAction({
  service: "tke",
  name: "DescribeClusterExtraArgs",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["ResourceNotFound.ClusterNotFound"],
  handle({ tables }, { ClusterId }) {
    findCluster(tables, ClusterId, "ResourceNotFound.ClusterNotFound");
    return { ClusterExtraArgs: { Etcd: [], KubeAPIServer: [], KubeControllerManager: [], KubeScheduler: [] } };
  },
});
