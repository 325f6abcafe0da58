import type { Cloud } from "../cloud.ts";
import { CloudError } from "../cloud-error.ts";
import { differences, onlyWanted } from "../diff.ts";
import { textAt } from "../json.ts";
import { poll } from "../poll.ts";
import type { ResourceHandler } from "./handler.ts";
import { goneIsDone, goneIsNull } from "./wire.ts";

interface EndpointStatus {
  readonly Status: string;
  readonly ErrorMsg?: string;
}

/** The way to a cluster's API server from outside its VPC; as the provider's resource, one a cluster. */
export const clusterEndpoint: ResourceHandler = {
  type: "tencentcloud:index/kubernetesClusterEndpoint:KubernetesClusterEndpoint",
  immutable: ["clusterId", "clusterInternetSecurityGroup", "extensiveParameters"],

  async find(cloud, inputs) {
    const id = textAt(inputs, "clusterId");
    return isOpen(await status(cloud, id)) ? [id] : [];
  },

  async create(cloud, inputs) {
    const ClusterId = textAt(inputs, "clusterId");
    await cloud.call("tke", "CreateClusterEndpoint", {
      ClusterId,
      IsExtranet: true,
      SecurityGroup: inputs["clusterInternetSecurityGroup"],
      ExtensiveParameters: inputs["extensiveParameters"],
    });
    return ClusterId;
  },

  async settle(cloud, id) {
    await poll(`the endpoint of cluster ${id} is open`, async () => {
      const now = await status(cloud, id);
      if (now.Status === "Created") return true;
      if (!now.Status.endsWith("Failed")) return undefined;
      throw new CloudError("DescribeClusterEndpointStatus", `Infra.Endpoint${now.Status}`, now.ErrorMsg ?? "");
    });
  },

  read: (cloud, id, inputs) =>
    goneIsNull(async () => (isOpen(await status(cloud, id)) ? { ...inputs, clusterInternet: true } : null)),

  drift: (inputs, actual) => differences(inputs, onlyWanted(actual, inputs)),

  // Every property that can be given here is made anew.
  update: async () => {},

  async remove(cloud, id) {
    await goneIsDone(() => cloud.call("tke", "DeleteClusterEndpoint", { ClusterId: id, IsExtranet: true }));
    await goneIsDone(async () => {
      await poll(`the endpoint of cluster ${id} is closed`, async () =>
        isOpen(await status(cloud, id)) ? undefined : true,
      );
    });
  },
};

function status(cloud: Cloud, id: string): Promise<EndpointStatus> {
  return cloud.call<EndpointStatus>("tke", "DescribeClusterEndpointStatus", { ClusterId: id, IsExtranet: true });
}

function isOpen({ Status }: EndpointStatus): boolean {
  return Status !== "NotFound" && Status !== "Deleted";
}
