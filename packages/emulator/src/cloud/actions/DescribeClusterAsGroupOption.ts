import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** Nothing scales by itself here: the answer is the console's defaults with scaling down off. */
export const describeClusterAsGroupOption = defineAction({
  service: "tke",
  name: "DescribeClusterAsGroupOption",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["InternalError.ClusterNotFound"],
  handle({ tables }, { ClusterId }) {
    findCluster(tables, ClusterId, "InternalError.ClusterNotFound");
    return {
      ClusterAsGroupOption: {
        IsScaleDownEnabled: false,
        Expander: "random",
        MaxEmptyBulkDelete: 10,
        ScaleDownDelay: 10,
        ScaleDownUnneededTime: 10,
        ScaleDownUtilizationThreshold: 50,
        SkipNodesWithLocalStorage: true,
        SkipNodesWithSystemPods: true,
        IgnoreDaemonSetsUtilization: false,
        OkTotalUnreadyCount: 3,
        MaxTotalUnreadyPercentage: 45,
        ScaleDownUnreadyTime: 20,
        UnregisteredNodeRemovalTime: 15,
      },
    };
  },
});
