import { CloudError } from "../cloud-error.ts";
import type { Cloud } from "../cloud.ts";
import type { Change } from "../diff.ts";
import { includes, type Json, textAt } from "../json.ts";
import { poll } from "../poll.ts";
import type { ResourceHandler } from "./handler.ts";
import { goneIsNull, type WireList } from "./wire.ts";

interface WireAddon {
  readonly AddonName: string;
  readonly AddonVersion: string;
  /** base64 of JSON. */
  readonly RawValues?: string | null;
  readonly Phase: string;
  readonly Reason?: string | null;
}

type Addons = WireList<"Addons", WireAddon>;

/** The provider joins a cluster's and an add-on's name so. */
const SEPARATOR = "#";

/** Settings of an add-on that the cluster has anyway: they are merged into what is there, and stay when this is removed. */
export const addonConfig: ResourceHandler = {
  type: "tencentcloud:index/kubernetesAddonConfig:KubernetesAddonConfig",
  immutable: ["clusterId", "addonName"],

  // Writing the same values twice is writing them once: nothing to look for.
  find: async () => [],

  async create(cloud, inputs) {
    const id = `${textAt(inputs, "clusterId")}${SEPARATOR}${textAt(inputs, "addonName")}`;
    await this.update(cloud, id, inputs, []);
    return id;
  },

  async settle(cloud, id) {
    await poll(`add-on ${id} is Succeeded`, async () => {
      const found = await describe(cloud, id);
      if (found?.Phase === "Succeeded") return true;
      if (found === undefined || !/Fail/.test(found.Phase)) return undefined;
      throw new CloudError(
        "DescribeAddon",
        `Infra.Addon${found.Phase}`,
        found.Reason || `Add-on ${id}: ${found.Phase}`,
      );
    });
  },

  read: (cloud, id, inputs) =>
    goneIsNull(async () => {
      const found = await describe(cloud, id);
      if (found === undefined) return null;
      return {
        clusterId: inputs["clusterId"] ?? null,
        addonName: found.AddonName,
        addonVersion: found.AddonVersion,
        rawValues: Buffer.from(found.RawValues ?? "", "base64").toString("utf8"),
        phase: found.Phase,
        reason: found.Reason ?? "",
      };
    }),

  drift(inputs, actual): readonly Change[] {
    const [wanted, is] = [parsed(inputs["rawValues"]), parsed(actual["rawValues"])];
    return includes(is, wanted) ? [] : [{ path: "rawValues", wanted, actual: is }];
  },

  async update(cloud, id, inputs) {
    const { ClusterId, AddonName } = split(id);
    const RawValues = Buffer.from(textAt(inputs, "rawValues"), "utf8").toString("base64");
    await cloud.call("tke", "UpdateAddon", { ClusterId, AddonName, RawValues });
  },

  // As the provider: the add-on lives and dies with its cluster.
  remove: async () => {},
};

function split(id: string): { readonly ClusterId: string; readonly AddonName: string } {
  const [ClusterId = "", AddonName = ""] = id.split(SEPARATOR);
  return { ClusterId, AddonName };
}

async function describe(cloud: Cloud, id: string): Promise<WireAddon | undefined> {
  const { ClusterId, AddonName } = split(id);
  const { Addons } = await cloud.call<Addons>("tke", "DescribeAddon", { ClusterId, AddonName });
  return Addons.find((one) => one.AddonName === AddonName);
}

function parsed(text: unknown): Json {
  return JSON.parse(typeof text === "string" && text !== "" ? text : "{}") as Json;
}
