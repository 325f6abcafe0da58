import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BaseDrill, buildBaseDrill } from "./base-drill.ts";
import { createLab, type Lab } from "./lab.ts";

let lab: Lab;
beforeEach(() => {
  lab = createLab();
});
afterEach(async () => {
  expect(lab.log).toEqual([]);
  await lab.emulator.close();
});

const createVpc = (CidrBlock: string) =>
  lab.call<{ Vpc: { VpcId: string } }>("vpc", "CreateVpc", { VpcName: "vpc", CidrBlock });

describe("VPCs and subnets", () => {
  test.each(["10.0.0.0/12", "10.255.0.0/28", "172.16.0.0/12", "192.168.0.0/16"])("a VPC may be %s", async (block) => {
    expect(await createVpc(block)).toMatchObject({
      Vpc: {
        CidrBlock: block,
        CreatedTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
        DnsServerSet: ["183.60.83.19", "183.60.82.98"],
      },
    });
  });

  test.each(["8.8.0.0/16", "10.0.0.0/8", "192.168.0.0/15", "10.0.0.0/29", "10.0.0.1/16", "fd00::/48", "10.0.0.0"])(
    "a VPC may not be %s",
    async (block) => {
      await expect(createVpc(block)).rejects.toMatchObject({ code: "InvalidParameterValue.Malformed" });
    },
  );

  // prettier-ignore
  test.each([
    // what is wrong                  the subnet                                                  code
    ["a block outside the VPC's",     { CidrBlock: "10.1.0.0/24" },                               "InvalidParameterValue.SubnetRange"],
    ["a block that another has",      { CidrBlock: "10.0.35.128/25" },                            "InvalidParameterValue.SubnetConflict"],
    ["a block that is too small",     { CidrBlock: "10.0.36.0/29" },                              "InvalidParameterValue.Malformed"],
    ["host bits",                     { CidrBlock: "10.0.36.1/24" },                              "InvalidParameterValue.Malformed"],
    ["a zone of another region",      { CidrBlock: "10.0.36.0/24", Zone: "ap-beijing-3" },        "InvalidParameterValue"],
    ["a VPC that doesn't exist",      { CidrBlock: "10.0.36.0/24", VpcId: "vpc-00000000" },       "ResourceNotFound"],
    ["an id that is none",            { CidrBlock: "10.0.36.0/24", VpcId: "the VPC" },            "InvalidParameterValue.Malformed"],
    ["a name that is too long",       { CidrBlock: "10.0.36.0/24", SubnetName: "x".repeat(61) },  "InvalidParameterValue.TooLong"],
  ])("a subnet with %s is refused", async (_, given, code) => {
    const { Vpc } = await createVpc("10.0.0.0/16");
    const subnet = { VpcId: Vpc.VpcId, SubnetName: "subnet", Zone: "ap-guangzhou-3" };
    await lab.call("vpc", "CreateSubnet", { ...subnet, CidrBlock: "10.0.35.0/24" });
    await expect(lab.call("vpc", "CreateSubnet", { ...subnet, ...given })).rejects.toMatchObject({ code });
  });

  test("a subnet counts its addresses: three are the cloud's, each interface's are taken", async () => {
    const { subnetId } = await buildBaseDrill(lab);
    const { SubnetSet } = await lab.call<{ SubnetSet: object[] }>("vpc", "DescribeSubnets", { SubnetIds: [subnetId] });
    // Two nodes with a primary and a secondary interface each.
    expect(SubnetSet).toMatchObject([{ TotalIpAddressCount: 253, AvailableIpAddressCount: 249 }]);
  });

  test("pages, filters and tags", async () => {
    const tagged = { VpcName: "tagged", CidrBlock: "10.1.0.0/16", Tags: [{ Key: "owner", Value: "lab" }] };
    await createVpc("10.0.0.0/16");
    await lab.call("vpc", "CreateVpc", tagged);
    const names = async (request: object) =>
      (await lab.call<{ VpcSet: { VpcName: string }[] }>("vpc", "DescribeVpcs", request)).VpcSet.map(
        (vpc) => vpc.VpcName,
      );
    expect(await names({ Filters: [{ Name: "tag:owner", Values: ["lab"] }] })).toEqual(["tagged"]);
    expect(await names({ Filters: [{ Name: "tag-key", Values: ["colour"] }] })).toEqual([]);
    expect(await names({ Offset: "1", Limit: "1" })).toHaveLength(1);
    await expect(names({ Limit: "101" })).rejects.toMatchObject({ code: "InvalidParameterValue.Range" });
    await expect(names({ VpcIds: ["vpc-00000000"] })).rejects.toMatchObject({ code: "ResourceNotFound" });
    const both = { VpcIds: ["vpc-00000000"], Filters: [{ Name: "vpc-name", Values: ["a"] }] };
    await expect(names(both)).rejects.toMatchObject({ code: "InvalidParameter.Coexist" });
  });
});

describe("groups on interfaces", () => {
  let drill: BaseDrill;
  let groups: string[];
  let secondary: string;
  let primary: string;
  beforeEach(async () => {
    drill = await buildBaseDrill(lab);
    groups = [];
    for (let n = 0; n < 5; n += 1) {
      const request = { GroupName: `group ${n}`, GroupDescription: "" };
      const answer = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>(
        "vpc",
        "CreateSecurityGroup",
        request,
      );
      groups.push(answer.SecurityGroup.SecurityGroupId);
    }
    [primary, secondary] = lab.emulator.snapshot("acc-1").nodes[0]!.enis.map((eni) => eni.id) as [string, string];
  });

  const bound = (id: string) =>
    lab.emulator
      .snapshot("acc-1")
      .nodes.flatMap((node) => node.enis)
      .find((eni) => eni.id === id)!.securityGroups;
  const associate = (id: string, ...SecurityGroupIds: string[]) =>
    lab.call("vpc", "AssociateNetworkInterfaceSecurityGroups", { NetworkInterfaceIds: [id], SecurityGroupIds });

  test("are added behind those that are there, in the order asked for, each once", async () => {
    await associate(secondary, groups[1]!, groups[0]!, groups[1]!, drill.groupId);
    expect(bound(secondary)).toEqual([drill.groupId, groups[1], groups[0]]);
  });

  test("can all be taken away", async () => {
    const both = { NetworkInterfaceIds: [secondary], SecurityGroupIds: [drill.groupId] };
    await lab.call("vpc", "DisassociateNetworkInterfaceSecurityGroups", both);
    expect(bound(secondary)).toEqual([]);
  });

  test("are replaced as a whole, in their order", async () => {
    const SecurityGroupIds = [groups[2], groups[0]];
    await lab.call("vpc", "ModifyNetworkInterfaceAttribute", { NetworkInterfaceId: secondary, SecurityGroupIds });
    expect(bound(secondary)).toEqual(SecurityGroupIds);
  });

  test("are five at most", async () => {
    await expect(associate(secondary, ...groups)).rejects.toMatchObject({ code: "LimitExceeded" });
    expect(bound(secondary)).toEqual([drill.groupId]);
  });

  test("of a primary interface are bound through its instance, where the order is the priority too", async () => {
    await expect(associate(primary, groups[0]!)).rejects.toMatchObject({ code: "UnsupportedOperation" });
    const { instanceId } = lab.emulator.snapshot("acc-1").nodes[0]!;
    const request = { InstanceIds: [instanceId], SecurityGroupIds: [groups[0]] };
    await lab.call("cvm", "AssociateSecurityGroups", request);
    expect(bound(primary)).toEqual([drill.groupId, groups[0]]);
    await lab.call("cvm", "DisassociateSecurityGroups", { ...request, SecurityGroupIds: [drill.groupId] });
    expect(bound(primary)).toEqual([groups[0]]);
    await lab.call("cvm", "ModifyInstancesAttribute", {
      InstanceIds: [instanceId],
      SecurityGroups: [groups[3], groups[1]],
    });
    expect(bound(primary)).toEqual([groups[3], groups[1]]);
    expect(bound(secondary)).toEqual([drill.groupId]);
  });

  test("that don't exist aren't bound", async () => {
    await expect(associate(secondary, "sg-00000000")).rejects.toMatchObject({ code: "ResourceNotFound" });
    await expect(associate("eni-00000000", groups[0]!)).rejects.toMatchObject({ code: "ResourceNotFound" });
  });

  test("keep a group from being deleted, and count in its statistics", async () => {
    await expect(lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: drill.groupId })).rejects.toMatchObject({
      code: "ResourceInUse",
    });
    const SecurityGroupIds = [drill.groupId];
    expect(await lab.call("vpc", "DescribeSecurityGroupAssociationStatistics", { SecurityGroupIds })).toMatchObject({
      SecurityGroupAssociationStatisticsSet: [{ CVM: 2, ENI: 2, SG: 0, TotalCount: 4 }],
    });
  });

  test("interfaces are found by part of an address, unless it is to match exactly", async () => {
    const found = async (...Filters: object[]) =>
      (await lab.call<{ TotalCount: number }>("vpc", "DescribeNetworkInterfaces", { Filters })).TotalCount;
    const address = (...Values: string[]) => ({ Name: "address-ip", Values });
    expect(await found(address("10.0.35.1"))).toBe(2);
    expect(await found(address("10.0.35.1"), { Name: "ip-exact-match", Values: ["true"] })).toBe(0);
    expect(await found(address("10.0.35.139", "10.0.35.179"))).toBe(2);
    expect(await found({ Name: "is-primary", Values: ["true"] })).toBe(2);
    expect(await found({ Name: "groups.security-group-id", Values: [drill.groupId] })).toBe(4);
  });
});

test("an instance that doesn't exist is left out of CVM's answer; a malformed id is refused", async () => {
  const describeOne = (id: string) => lab.call("cvm", "DescribeInstances", { InstanceIds: [id] });
  expect(await describeOne("ins-00000000")).toMatchObject({ TotalCount: 0, InstanceSet: [] });
  await expect(describeOne("the node")).rejects.toMatchObject({ code: "InvalidInstanceId.Malformed" });
});
