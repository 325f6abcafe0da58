import { CloudError } from "../cloud-error.ts";
import type { Cloud } from "../cloud.ts";
import { differences, onlyWanted } from "../diff.ts";
import { isObject, type Json, type JsonObject, textAt } from "../json.ts";
import { poll } from "../poll.ts";
import type { ResourceHandler } from "./handler.ts";
import { goneIsDone, goneIsNull, type WireList } from "./wire.ts";

interface WirePool {
  readonly NodePoolId: string;
  readonly Name: string;
  readonly Type: string;
  readonly LifeState: string;
  readonly DeletionProtection?: boolean;
  readonly CreatedAt?: string;
  readonly Labels?: readonly { readonly Name: string; readonly Value: string }[] | null;
  readonly Tags?: readonly { readonly ResourceType?: string; readonly Tags?: readonly Json[] }[] | null;
  readonly Native?: JsonObject | null;
}

type Pools = WireList<"NodePools", WirePool>;
type Machines = WireList<"Machines", { readonly MachineName: string }>;

/** The id of a pool is not enough to reach it: every call wants its cluster too. The provider joins them so. */
const SEPARATOR = "#";

/** Of a pool's `Native`, what its update does not take. */
const FIXED: readonly string[] = ["InstanceChargeType", "SystemDisk", "MachineType"];

export const nodePool: ResourceHandler = {
  type: "tencentcloud:index/kubernetesNativeNodePool:KubernetesNativeNodePool",
  immutable: ["clusterId", "type", "native.instanceChargeType", "native.systemDisk", "native.machineType"],

  async find(cloud, inputs) {
    const ClusterId = textAt(inputs, "clusterId");
    const Filters = [{ Name: "NodePoolsName", Values: [inputs["name"]] }];
    const { NodePools } = await cloud.call<Pools>("tkePools", "DescribeNodePools", { ClusterId, Filters });
    return NodePools.filter((one) => one.Name === inputs["name"]).map((one) => ClusterId + SEPARATOR + one.NodePoolId);
  },

  async create(cloud, inputs) {
    const request = { ClusterId: inputs["clusterId"], ...poolRequest(inputs), Type: inputs["type"] };
    const { NodePoolId } = await cloud.call<{ NodePoolId: string }>("tkePools", "CreateNodePool", request);
    return textAt(inputs, "clusterId") + SEPARATOR + NodePoolId;
  },

  async settle(cloud, id) {
    await poll(`node pool ${id} is Running`, async () => {
      const state = (await describe(cloud, id))?.LifeState;
      if (state === "Running") return true;
      if (state === undefined || !/fail/i.test(state)) return undefined;
      throw new CloudError("DescribeNodePools", `Infra.NodePool${state}`, `Node pool ${id} is in state ${state}`);
    });
  },

  read: (cloud, id, inputs) =>
    goneIsNull(async () => {
      const found = await describe(cloud, id);
      if (found === undefined || found.LifeState === "Deleting") return null;
      return { clusterId: inputs["clusterId"] ?? null, ...fromWire(found) };
    }),

  drift: (inputs, actual) => differences(inputs, onlyWanted(actual, inputs)),

  async update(cloud, id, inputs) {
    const { ClusterId, NodePoolId } = split(id);
    const { Native, ...rest } = poolRequest(inputs);
    const changeable = Object.entries(Native).filter(([key]) => !FIXED.includes(key));
    const request = { ClusterId, NodePoolId, ...rest, Native: Object.fromEntries(changeable) };
    await cloud.call("tkePools", "ModifyNodePool", request);
    await this.settle(cloud, id);
  },

  /** Gone is gone with its machines: their interfaces hold addresses and groups until then. */
  async remove(cloud, id) {
    const { ClusterId, NodePoolId } = split(id);
    await goneIsDone(() => cloud.call("tkePools", "DeleteNodePool", { ClusterId, NodePoolId }));
    await goneIsDone(async () => {
      await poll(`node pool ${id} is gone`, async () => ((await describe(cloud, id)) === undefined ? true : undefined));
      await poll(`the machines of node pool ${id} are gone`, async () => {
        const { Machines } = await cloud.call<Machines>("tkePools", "DescribeClusterMachines", { ClusterId });
        return Machines.some(({ MachineName }) => MachineName.startsWith(NodePoolId)) ? undefined : true;
      });
    });
  },
};

function split(id: string): { readonly ClusterId: string; readonly NodePoolId: string } {
  const [ClusterId = "", NodePoolId = ""] = id.split(SEPARATOR);
  return { ClusterId, NodePoolId };
}

async function describe(cloud: Cloud, id: string): Promise<WirePool | undefined> {
  const { ClusterId, NodePoolId } = split(id);
  const Filters = [{ Name: "NodePoolsId", Values: [NodePoolId] }];
  const { NodePools } = await cloud.call<Pools>("tkePools", "DescribeNodePools", { ClusterId, Filters });
  return NodePools.find((one) => one.NodePoolId === NodePoolId);
}

function poolRequest(inputs: JsonObject) {
  return {
    Name: inputs["name"],
    Labels: inputs["labels"] === undefined ? [] : upper(inputs["labels"]),
    Tags: inputs["tags"] === undefined ? [] : upper(inputs["tags"]),
    DeletionProtection: inputs["deletionProtection"],
    Native: upper(inputs["native"] ?? {}) as JsonObject,
  };
}

function fromWire(found: WirePool): JsonObject {
  return {
    name: found.Name,
    type: found.Type,
    labels: lower(found.Labels ?? []),
    tags: lower(found.Tags ?? []),
    deletionProtection: found.DeletionProtection ?? false,
    native: lower(found.Native ?? {}),
    lifeState: found.LifeState,
    createdAt: found.CreatedAt ?? null,
  };
}

/** Of this resource the SDK's names and the cloud's differ in the first letter alone, at every depth. */
const upper = (value: Json): Json => renamed(value, (key) => key.charAt(0).toUpperCase() + key.slice(1));
const lower = (value: Json): Json => renamed(value, (key) => key.charAt(0).toLowerCase() + key.slice(1));

function renamed(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renamed(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renamed(item, rename)]));
}
