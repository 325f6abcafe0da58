import { differences, onlyWanted } from "../diff.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromWireTags, toWireTags, updateTags, type WireTag } from "./tags.ts";
import { goneIsDone, goneIsNull, type WireList } from "./wire.ts";

interface WireSubnet {
  readonly SubnetId: string;
  readonly SubnetName: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly Zone: string;
  readonly IsDefault: boolean;
  readonly RouteTableId: string;
  readonly AvailableIpAddressCount: number;
  readonly CreatedTime: string;
  readonly TagSet?: readonly WireTag[];
}

export const subnet: ResourceHandler = {
  type: "tencentcloud:index/subnet:Subnet",
  immutable: ["vpcId", "availabilityZone", "cidrBlock"],

  async find(cloud, inputs) {
    const Filters = [
      { Name: "vpc-id", Values: [inputs["vpcId"]] },
      { Name: "subnet-name", Values: [inputs["name"]] },
    ];
    const { SubnetSet } = await cloud.call<WireList<"SubnetSet", WireSubnet>>("vpc", "DescribeSubnets", { Filters });
    return SubnetSet.filter((one) => one.SubnetName === inputs["name"] && one.CidrBlock === inputs["cidrBlock"]).map(
      (one) => one.SubnetId,
    );
  },

  async create(cloud, inputs) {
    const { Subnet } = await cloud.call<{ Subnet: WireSubnet }>("vpc", "CreateSubnet", {
      VpcId: inputs["vpcId"],
      SubnetName: inputs["name"],
      CidrBlock: inputs["cidrBlock"],
      Zone: inputs["availabilityZone"],
      Tags: toWireTags(inputs["tags"]),
    });
    return Subnet.SubnetId;
  },

  async settle() {},

  read: (cloud, id) =>
    goneIsNull(async () => {
      const request = { SubnetIds: [id] };
      const { SubnetSet } = await cloud.call<WireList<"SubnetSet", WireSubnet>>("vpc", "DescribeSubnets", request);
      const [found] = SubnetSet;
      if (found === undefined) return null;
      return {
        name: found.SubnetName,
        vpcId: found.VpcId,
        cidrBlock: found.CidrBlock,
        availabilityZone: found.Zone,
        tags: fromWireTags(found.TagSet),
        isDefault: found.IsDefault,
        routeTableId: found.RouteTableId,
        availableIpCount: found.AvailableIpAddressCount,
        createTime: found.CreatedTime,
      };
    }),

  drift: (inputs, actual) => differences(inputs, onlyWanted(actual, inputs)),

  async update(cloud, id, inputs, changes) {
    if (changes.some(({ path }) => path === "name")) {
      await cloud.call("vpc", "ModifySubnetAttribute", { SubnetId: id, SubnetName: inputs["name"] });
    }
    await updateTags(cloud, "subnet", id, changes);
  },

  remove: (cloud, id) => goneIsDone(() => cloud.call("vpc", "DeleteSubnet", { SubnetId: id })),
};
