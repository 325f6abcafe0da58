import { differences, onlyWanted } from "../diff.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromWireTags, toWireTags, updateTags, type WireTag } from "./tags.ts";
import { goneIsDone, goneIsNull, type WireList } from "./wire.ts";

interface WireVpc {
  readonly VpcId: string;
  readonly VpcName: string;
  readonly CidrBlock: string;
  readonly IsDefault: boolean;
  readonly CreatedTime: string;
  readonly TagSet?: readonly WireTag[];
}

export const vpc: ResourceHandler = {
  type: "tencentcloud:index/vpc:Vpc",
  immutable: ["cidrBlock"],

  async find(cloud, inputs) {
    const Filters = [{ Name: "vpc-name", Values: [inputs["name"]] }];
    const { VpcSet } = await cloud.call<WireList<"VpcSet", WireVpc>>("vpc", "DescribeVpcs", { Filters });
    return VpcSet.filter((one) => one.VpcName === inputs["name"] && one.CidrBlock === inputs["cidrBlock"]).map(
      (one) => one.VpcId,
    );
  },

  async create(cloud, inputs) {
    const request = { VpcName: inputs["name"], CidrBlock: inputs["cidrBlock"], Tags: toWireTags(inputs["tags"]) };
    const { Vpc } = await cloud.call<{ Vpc: WireVpc }>("vpc", "CreateVpc", request);
    return Vpc.VpcId;
  },

  async settle() {},

  read: (cloud, id) =>
    goneIsNull(async () => {
      const { VpcSet } = await cloud.call<WireList<"VpcSet", WireVpc>>("vpc", "DescribeVpcs", { VpcIds: [id] });
      const [found] = VpcSet;
      if (found === undefined) return null;
      return {
        name: found.VpcName,
        cidrBlock: found.CidrBlock,
        tags: fromWireTags(found.TagSet),
        isDefault: found.IsDefault,
        createTime: found.CreatedTime,
      };
    }),

  drift: (inputs, actual) => differences(inputs, onlyWanted(actual, inputs)),

  async update(cloud, id, inputs, changes) {
    if (changes.some(({ path }) => path === "name")) {
      await cloud.call("vpc", "ModifyVpcAttribute", { VpcId: id, VpcName: inputs["name"] });
    }
    await updateTags(cloud, "vpc", id, changes);
  },

  remove: (cloud, id) => goneIsDone(() => cloud.call("vpc", "DeleteVpc", { VpcId: id })),
};
