import { CloudError, isGone } from "../cloud-error.ts";
import type { Cloud } from "../cloud.ts";
import { differences, onlyWanted } from "../diff.ts";
import type { JsonObject } from "../json.ts";
import { poll } from "../poll.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromWireTags, toWireTags, updateTags, type WireTag } from "./tags.ts";
import { goneIsDone, goneIsNull, type WireList } from "./wire.ts";

interface WireCluster {
  readonly ClusterId: string;
  readonly ClusterName: string;
  readonly ClusterDescription?: string;
  readonly ClusterVersion: string;
  readonly ClusterStatus: string;
  readonly ClusterNodeNum: number;
  readonly ClusterNetworkSettings?: { readonly VpcId?: string; readonly ServiceCIDR?: string };
  readonly TagSpecification?: readonly { readonly Tags?: readonly WireTag[] }[] | null;
  /** JSON in a string (docs/facts.md#cluster-property). */
  readonly Property?: string;
}

type Clusters = WireList<"Clusters", WireCluster>;

const UNFINISHED = ["Trading", "Creating"];
/** The provider's default: an address is kept for a Pod of a StatefulSet for so long. */
const CLAIM_EXPIRED_SECONDS = 300;

export const cluster: ResourceHandler = {
  type: "tencentcloud:index/kubernetesCluster:KubernetesCluster",
  immutable: [
    "vpcId",
    "clusterDeployType",
    "clusterOs",
    "clusterVersion",
    "clusterMaxPodNum",
    "clusterMaxServiceNum",
    "containerRuntime",
    "eniSubnetIds",
    "isNonStaticIpMode",
    "networkType",
    "serviceCidr",
    "vpcCniType",
  ],

  async find(cloud, inputs) {
    const Filters = [{ Name: "ClusterName", Values: [inputs["clusterName"]] }];
    const { Clusters } = await cloud.call<Clusters>("tke", "DescribeClusters", { Filters });
    return Clusters.filter(
      (one) => one.ClusterName === inputs["clusterName"] && one.ClusterNetworkSettings?.VpcId === inputs["vpcId"],
    ).map((one) => one.ClusterId);
  },

  async create(cloud, inputs) {
    const request = createRequest(inputs);
    return (await cloud.call<{ ClusterId: string }>("tke", "CreateCluster", request)).ClusterId;
  },

  async settle(cloud, id) {
    await poll(`cluster ${id} is Running`, async () => {
      const found = await describe(cloud, id);
      if (found === undefined || UNFINISHED.includes(found.ClusterStatus)) return undefined;
      if (found.ClusterStatus !== "Abnormal") return true;
      throw new CloudError("DescribeClusters", "Infra.ClusterAbnormal", `Cluster ${id} became Abnormal`);
    });
  },

  read: (cloud, id) =>
    goneIsNull(async () => {
      const found = await describe(cloud, id);
      return found === undefined ? null : fromWire(found);
    }),

  drift: (inputs, actual) => differences(onlyKnown(inputs, actual), onlyWanted(actual, inputs)),

  async update(cloud, id, inputs, changes) {
    if (changes.some(({ path }) => path === "clusterName" || path === "clusterDesc" || path === "clusterLevel")) {
      await cloud.call("tke", "ModifyClusterAttribute", {
        ClusterId: id,
        ClusterName: inputs["clusterName"],
        ClusterDesc: inputs["clusterDesc"],
        ClusterLevel: inputs["clusterLevel"],
      });
    }
    await updateTags(cloud, "cluster", id, changes);
  },

  async remove(cloud, id) {
    const request = { ClusterId: id, InstanceDeleteMode: "terminate" };
    await goneIsDone(() => cloud.call("tke", "DeleteCluster", request));
    await poll(`cluster ${id} is gone`, async () => {
      try {
        await cloud.call("tke", "DescribeClusterInstances", { ClusterId: id });
        return undefined;
      } catch (error) {
        if (isGone(error)) return true;
        throw error;
      }
    });
  },
};

async function describe(cloud: Cloud, id: string): Promise<WireCluster | undefined> {
  return (await cloud.call<Clusters>("tke", "DescribeClusters", { ClusterIds: [id] })).Clusters[0];
}

function createRequest(inputs: JsonObject): object {
  return {
    ClusterType: inputs["clusterDeployType"],
    ClusterCIDRSettings: {
      ServiceCIDR: inputs["serviceCidr"],
      MaxNodePodNum: inputs["clusterMaxPodNum"],
      MaxClusterServiceNum: inputs["clusterMaxServiceNum"],
      EniSubnetIds: inputs["eniSubnetIds"],
      ClaimExpiredSeconds: inputs["claimExpiredSeconds"] ?? CLAIM_EXPIRED_SECONDS,
    },
    ClusterBasicSettings: {
      ClusterName: inputs["clusterName"],
      ClusterDescription: inputs["clusterDesc"],
      ClusterVersion: inputs["clusterVersion"],
      ClusterOs: inputs["clusterOs"],
      ClusterLevel: inputs["clusterLevel"],
      VpcId: inputs["vpcId"],
      TagSpecification: [{ ResourceType: "cluster", Tags: toWireTags(inputs["tags"]) }],
    },
    ClusterAdvancedSettings: {
      NetworkType: inputs["networkType"],
      VpcCniType: inputs["vpcCniType"],
      IsNonStaticIpMode: inputs["isNonStaticIpMode"],
      ContainerRuntime: inputs["containerRuntime"],
      DeletionProtection: inputs["deletionProtection"],
    },
  };
}

function fromWire(found: WireCluster): JsonObject {
  const property = JSON.parse(found.Property || "{}") as { NetworkType?: string; VpcCniType?: string };
  const { ClusterNetworkSettings: network, TagSpecification: tags } = found;
  return JSON.parse(
    JSON.stringify({
      clusterName: found.ClusterName,
      clusterDesc: found.ClusterDescription,
      clusterVersion: found.ClusterVersion,
      vpcId: network?.VpcId,
      serviceCidr: network?.ServiceCIDR,
      networkType: property.NetworkType,
      vpcCniType: property.VpcCniType,
      tags: fromWireTags(tags?.flatMap((one) => one.Tags ?? [])),
      clusterNodeNum: found.ClusterNodeNum,
    }),
  ) as JsonObject;
}

/** The cloud does not tell every setting back; what it keeps to itself cannot be compared. */
function onlyKnown(inputs: JsonObject, actual: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => Object.hasOwn(actual, key)));
}
