import { differences, onlyWanted } from "../diff.ts";
import { poll } from "../poll.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromWireTags, toWireTags, updateTags, type WireTag } from "./tags.ts";
import { goneIsDone, goneIsNull, type WireList } from "./wire.ts";

interface WireGroup {
  readonly SecurityGroupId: string;
  readonly SecurityGroupName: string;
  readonly SecurityGroupDesc: string;
  readonly ProjectId: string;
  readonly TagSet?: readonly WireTag[];
}

type Groups = WireList<"SecurityGroupSet", WireGroup>;
type Statistics = WireList<"SecurityGroupAssociationStatisticsSet", { readonly TotalCount: number }>;

export const securityGroup: ResourceHandler = {
  type: "tencentcloud:index/securityGroup:SecurityGroup",
  immutable: ["projectId"],

  async find(cloud, inputs) {
    const Filters = [{ Name: "security-group-name", Values: [inputs["name"]] }];
    const { SecurityGroupSet } = await cloud.call<Groups>("vpc", "DescribeSecurityGroups", { Filters });
    return SecurityGroupSet.filter((one) => one.SecurityGroupName === inputs["name"]).map((one) => one.SecurityGroupId);
  },

  async create(cloud, inputs) {
    const request = {
      GroupName: inputs["name"],
      GroupDescription: inputs["description"] ?? "",
      Tags: toWireTags(inputs["tags"]),
    };
    const { SecurityGroup } = await cloud.call<{ SecurityGroup: WireGroup }>("vpc", "CreateSecurityGroup", request);
    return SecurityGroup.SecurityGroupId;
  },

  async settle() {},

  read: (cloud, id) =>
    goneIsNull(async () => {
      const request = { SecurityGroupIds: [id] };
      const { SecurityGroupSet } = await cloud.call<Groups>("vpc", "DescribeSecurityGroups", request);
      const [found] = SecurityGroupSet;
      if (found === undefined) return null;
      return {
        name: found.SecurityGroupName,
        description: found.SecurityGroupDesc,
        projectId: Number(found.ProjectId),
        tags: fromWireTags(found.TagSet),
      };
    }),

  drift: (inputs, actual) => differences(inputs, onlyWanted(actual, inputs)),

  async update(cloud, id, inputs, changes) {
    if (changes.some(({ path }) => path === "name" || path === "description")) {
      await cloud.call("vpc", "ModifySecurityGroupAttribute", {
        SecurityGroupId: id,
        GroupName: inputs["name"],
        GroupDescription: inputs["description"] ?? "",
      });
    }
    await updateTags(cloud, "sg", id, changes);
  },

  /** Interfaces let go of a group some time after their machine is gone. */
  async remove(cloud, id) {
    await goneIsDone(() =>
      poll(`nothing uses security group ${id}`, async () => {
        const { SecurityGroupAssociationStatisticsSet: sets } = await cloud.call<Statistics>(
          "vpc",
          "DescribeSecurityGroupAssociationStatistics",
          { SecurityGroupIds: [id] },
        );
        return sets.every((one) => one.TotalCount === 0) ? true : undefined;
      }),
    );
    await goneIsDone(() => cloud.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: id }));
  },
};
