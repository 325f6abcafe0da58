import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { buildBaseDrill, nativePool } from "./base-drill.ts";
import { createLab, type Lab } from "./lab.ts";

interface PolicySet {
  readonly Version: string;
  readonly Ingress: readonly { readonly CidrBlock: string; readonly Port: string; readonly PolicyIndex: number }[];
  readonly Egress: readonly object[];
}

const labs: Lab[] = [];
let lab: Lab;
let group: string;

beforeEach(async () => {
  lab = createLab();
  labs.push(lab);
  group = await newGroup("sg");
});

afterAll(async () => {
  for (const each of labs) await each.emulator.close();
});

async function newGroup(name: string): Promise<string> {
  const answer = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>("vpc", "CreateSecurityGroup", {
    GroupName: name,
    GroupDescription: "",
  });
  return answer.SecurityGroup.SecurityGroupId;
}

const tcp = (port: string, extra: object = {}) => ({
  Protocol: "TCP",
  Port: port,
  CidrBlock: "10.0.0.0/8",
  Action: "ACCEPT",
  ...extra,
});

function change(action: string, set: object, more: object = {}) {
  return lab.call("vpc", action, { SecurityGroupId: group, SecurityGroupPolicySet: set, ...more });
}

async function policies(): Promise<PolicySet> {
  const answer = await lab.call<{ SecurityGroupPolicySet: PolicySet }>("vpc", "DescribeSecurityGroupPolicies", {
    SecurityGroupId: group,
  });
  return answer.SecurityGroupPolicySet;
}

async function ports(): Promise<readonly string[]> {
  return (await policies()).Ingress.map((policy) => policy.Port);
}

async function fill(...list: readonly string[]): Promise<void> {
  await change("ModifySecurityGroupPolicies", { Ingress: list.map((port) => tcp(port)) });
}

test("a new group has no rules and version 0; each change counts", async () => {
  expect(await policies()).toMatchObject({ Version: "0", Ingress: [], Egress: [] });
  await change("CreateSecurityGroupPolicies", { Ingress: [tcp("80")] });
  expect((await policies()).Version).toBe("1");
});

test("a described rule has every member, unused ones empty", async () => {
  await change("CreateSecurityGroupPolicies", { Ingress: [tcp("80", { PolicyDescription: "网页" })] });
  expect((await policies()).Ingress).toEqual([
    {
      PolicyIndex: 0,
      Protocol: "tcp",
      Port: "80",
      ServiceTemplate: { ServiceId: "", ServiceGroupId: "" },
      CidrBlock: "10.0.0.0/8",
      Ipv6CidrBlock: "",
      SecurityGroupId: "",
      AddressTemplate: { AddressId: "", AddressGroupId: "" },
      Action: "ACCEPT",
      PolicyDescription: "网页",
      ModifyTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      Priority: 0,
    },
  ]);
});

describe("CreateSecurityGroupPolicies", () => {
  test("appends without an index, inserts on top with 0, takes numbers as text", async () => {
    await change("CreateSecurityGroupPolicies", { Ingress: [tcp("1"), tcp("2")] });
    await change("CreateSecurityGroupPolicies", { Ingress: [tcp("3")] });
    await change("CreateSecurityGroupPolicies", {
      Ingress: [tcp("4", { PolicyIndex: "0" }), tcp("5", { PolicyIndex: 0 })],
    });
    expect(await ports()).toEqual(["4", "5", "1", "2", "3"]);
  });

  test("empty template objects are as good as none", async () => {
    const empty = { AddressTemplate: {}, ServiceTemplate: { ServiceId: "" }, Ipv6CidrBlock: "", SecurityGroupId: "" };
    await change("CreateSecurityGroupPolicies", { Ingress: [tcp("80", empty)] });
    expect(await ports()).toEqual(["80"]);
  });

  test("0.0.0.0/n means everybody", async () => {
    await change("CreateSecurityGroupPolicies", { Ingress: [tcp("80", { CidrBlock: "0.0.0.0/8" })] });
    expect((await policies()).Ingress[0]!.CidrBlock).toBe("0.0.0.0/0");
  });

  // prettier-ignore
  test.each([
    // what is wrong                     the set                                                                                     code
    ["both directions at once",          { Ingress: [tcp("1")], Egress: [tcp("1")] },                                                "InvalidParameter.Coexist"],
    ["no rule at all",                   { Ingress: [] },                                                                            "InvalidParameterValue.Empty"],
    ["two indexes",                      { Ingress: [tcp("1", { PolicyIndex: 0 }), tcp("2", { PolicyIndex: 1 })] },                  "InvalidParameterValue"],
    ["an index beyond the end",          { Ingress: [tcp("1", { PolicyIndex: 3 })] },                                                "InvalidParameterValue.Range"],
    ["an old version",                   { Version: "7", Ingress: [tcp("1")] },                                                      "UnsupportedOperation.VersionMismatch"],
    ["two peers",                        { Ingress: [tcp("1", { SecurityGroupId: "sg-00000000" })] },                                "InvalidParameter.Coexist"],
    ["no peer",                          { Ingress: [{ Protocol: "TCP", Port: "1", Action: "ACCEPT" }] },                            "InvalidParameterValue.Empty"],
    ["no action",                        { Ingress: [{ Protocol: "TCP", Port: "1", CidrBlock: "10.0.0.0/8" }] },                     "InvalidParameterValue.Empty"],
    ["an unknown action",                { Ingress: [tcp("1", { Action: "REJECT" })] },                                              "InvalidParameterValue"],
    ["a port as the protocol",           { Ingress: [tcp("22", { Protocol: "22" })] },                                               "InvalidParameterValue"],
    ["a port that doesn't exist",        { Ingress: [tcp("65536")] },                                                                "InvalidParameterValue.Range"],
    ["a port that is none",              { Ingress: [tcp("http")] },                                                                 "InvalidParameterValue.Malformed"],
    ["a block that is none",             { Ingress: [tcp("1", { CidrBlock: "10.0.0.300" })] },                                       "InvalidParameterValue.Malformed"],
    ["an IPv6 block as IPv4",            { Ingress: [tcp("1", { CidrBlock: "::/0" })] },                                             "InvalidParameterValue.Malformed"],
    ["ICMP with a port",                 { Ingress: [tcp("1", { Protocol: "ICMP" })] },                                              "InvalidParameter.Coexist"],
    ["ICMP for IPv6",                    { Ingress: [{ Protocol: "ICMP", Ipv6CidrBlock: "::/0", Action: "ACCEPT" }] },               "InvalidParameter.Coexist"],
    ["a template and a protocol",        { Ingress: [tcp("1", { ServiceTemplate: { ServiceId: "ppm-00000000" } })] },                "InvalidParameter.Coexist"],
    ["a group that doesn't exist",       { Ingress: [tcp("1", { CidrBlock: "", SecurityGroupId: "sg-00000000" })] },                 "ResourceNotFound"],
    ["a template that doesn't exist",    { Ingress: [tcp("1", { CidrBlock: "", AddressTemplate: { AddressId: "ipm-00000000" } })] }, "ResourceNotFound"],
    ["the same rule twice",              { Ingress: [tcp("1"), tcp("1", { PolicyDescription: "again" })] },                          "UnsupportedOperation.DuplicatePolicy"],
    ["a description that is too long",   { Ingress: [tcp("1", { PolicyDescription: "长".repeat(101) })] },                            "InvalidParameterValue.TooLong"],
    ["a member that isn't known",        { Ingress: [tcp("1", { CidrIp: "10.0.0.0/8" })] },                                          "UnknownParameter"],
    ["a list that is none",              { Ingress: tcp("1") },                                                                      "InvalidParameter"],
    ["an index that is none",            { Ingress: [tcp("1", { PolicyIndex: "first" })] },                                          "InvalidParameter"],
  ])("refuses %s", async (_, set, code) => {
    await expect(change("CreateSecurityGroupPolicies", set)).rejects.toMatchObject({ code });
    expect(await policies()).toMatchObject({ Version: "0", Ingress: [] });
  });

  test("a duplicate is one however it is spelt", async () => {
    await change("CreateSecurityGroupPolicies", { Ingress: [tcp("80", { CidrBlock: "10.0.0.1" })] });
    const again = { Protocol: "tcp", Port: "80", CidrBlock: "10.0.0.1/32", Action: "accept" };
    await expect(change("CreateSecurityGroupPolicies", { Ingress: [again] })).rejects.toMatchObject({
      code: "UnsupportedOperation.DuplicatePolicy",
    });
    await change("CreateSecurityGroupPolicies", { Ingress: [{ ...again, Action: "drop" }] });
  });

  test("100 rules a direction, not one more", async () => {
    const many = (from: number, count: number) => Array.from({ length: count }, (_, n) => tcp(String(from + n)));
    await change("CreateSecurityGroupPolicies", { Ingress: many(1, 100) });
    await change("CreateSecurityGroupPolicies", { Egress: many(1, 1) });
    await expect(change("CreateSecurityGroupPolicies", { Ingress: many(200, 1) })).rejects.toMatchObject({
      code: "LimitExceeded.SecurityGroupPolicySet",
    });
  });
});

describe("ReplaceSecurityGroupPolicy", () => {
  test("changes the rule with that index", async () => {
    await fill("1", "2", "3");
    await change("ReplaceSecurityGroupPolicy", { Version: "1", Ingress: [tcp("9", { PolicyIndex: 1 })] });
    expect(await ports()).toEqual(["1", "9", "3"]);
  });

  test.each([
    ["no index", { Ingress: [tcp("9")] }, "MissingParameter"],
    ["two rules", { Ingress: [tcp("8", { PolicyIndex: 0 }), tcp("9", { PolicyIndex: 1 })] }, "InvalidParameterValue"],
    ["what another rule says", { Ingress: [tcp("2", { PolicyIndex: 0 })] }, "UnsupportedOperation.DuplicatePolicy"],
  ])("refuses %s", async (_, set, code) => {
    await fill("1", "2");
    await expect(change("ReplaceSecurityGroupPolicy", set)).rejects.toMatchObject({ code });
  });
});

describe("ReplaceSecurityGroupPolicies", () => {
  test("changes contents in place", async () => {
    await fill("1", "2", "3");
    const Ingress = [tcp("7", { PolicyIndex: 0 }), tcp("9", { PolicyIndex: 2 })];
    await change("ReplaceSecurityGroupPolicies", { Ingress });
    expect(await ports()).toEqual(["7", "2", "9"]);
  });

  test("changes priorities: the rules named move, the others keep their order", async () => {
    await fill("1", "2", "3", "4");
    const original = { Ingress: [tcp("4", { PolicyIndex: 3 })] };
    const wanted = { Ingress: [tcp("4", { PolicyIndex: 0 })] };
    const more = { OriginalSecurityGroupPolicySet: original, UpdateType: "Priority" };
    await change("ReplaceSecurityGroupPolicies", wanted, more);
    expect(await ports()).toEqual(["4", "1", "2", "3"]);
  });

  test("changes both at once", async () => {
    await fill("1", "2", "3");
    const original = { Ingress: [tcp("1", { PolicyIndex: 0 }), tcp("3", { PolicyIndex: 2 })] };
    const wanted = { Ingress: [tcp("8", { PolicyIndex: 2 }), tcp("9", { PolicyIndex: 0 })] };
    const more = { OriginalSecurityGroupPolicySet: original, UpdateType: "Both" };
    await change("ReplaceSecurityGroupPolicies", wanted, more);
    expect(await ports()).toEqual(["9", "2", "8"]);
  });

  test("needs the original set, of the same length, for priorities", async () => {
    await fill("1", "2");
    const wanted = { Ingress: [tcp("2", { PolicyIndex: 0 })] };
    await expect(change("ReplaceSecurityGroupPolicies", wanted, { UpdateType: "Priority" })).rejects.toMatchObject({
      code: "InvalidParameterValue.Invalid",
    });
  });
});

describe("ModifySecurityGroupPolicies", () => {
  test("keeps the present order, or takes the given one", async () => {
    await fill("1", "2", "3");
    await fill("3", "4", "1");
    expect(await ports()).toEqual(["1", "3", "4"]);
    await change("ModifySecurityGroupPolicies", { Ingress: [tcp("4"), tcp("1"), tcp("3")] }, { SortPolicys: true });
    expect(await ports()).toEqual(["4", "1", "3"]);
  });

  test("version 0 wipes everything; no other version is compared", async () => {
    await fill("1");
    await change("ModifySecurityGroupPolicies", { Version: "99", Ingress: [tcp("2")] });
    await change("ModifySecurityGroupPolicies", { Version: "0", Ingress: [tcp("3")] });
    expect(await policies()).toMatchObject({ Version: "3", Ingress: [], Egress: [] });
  });

  test("takes no index", async () => {
    await expect(
      change("ModifySecurityGroupPolicies", { Ingress: [tcp("1", { PolicyIndex: 0 })] }),
    ).rejects.toMatchObject({
      code: "InvalidParameterValue",
    });
  });
});

describe("DeleteSecurityGroupPolicies", () => {
  test("by indexes, all as they were before", async () => {
    await fill("1", "2", "3");
    await change("DeleteSecurityGroupPolicies", { Version: "1", Ingress: [{ PolicyIndex: "0" }, { PolicyIndex: 2 }] });
    expect(await ports()).toEqual(["2"]);
  });

  test("by content, whatever its spelling", async () => {
    await fill("1", "2");
    const Ingress = [{ Action: "Accept", Protocol: "tcp", CidrBlock: "10.0.0.0/8", Port: "2" }];
    await change("DeleteSecurityGroupPolicies", { Ingress });
    expect(await ports()).toEqual(["1"]);
  });

  test.each([
    ["both an index and a content", { Ingress: [tcp("1", { PolicyIndex: 0 })] }, "InvalidParameter.Coexist"],
    ["an index that isn't there", { Ingress: [{ PolicyIndex: 1 }] }, "InvalidParameterValue.Range"],
    ["a content that isn't there", { Ingress: [tcp("2")] }, "ResourceNotFound"],
    ["an old version", { Version: "0", Ingress: [{ PolicyIndex: 0 }] }, "UnsupportedOperation.VersionMismatch"],
  ])("refuses %s", async (_, set, code) => {
    await fill("1");
    await expect(change("DeleteSecurityGroupPolicies", set)).rejects.toMatchObject({ code });
    expect(await ports()).toEqual(["1"]);
  });
});

test("a group that is another one's peer can't be deleted", async () => {
  const other = await newGroup("other");
  await change("CreateSecurityGroupPolicies", { Ingress: [{ SecurityGroupId: other, Action: "ACCEPT" }] });
  const referring = { SecurityGroupId: other, ReferredSecurityGroupIds: [group] };
  expect(await lab.call("vpc", "DescribeSecurityGroupReferences", { SecurityGroupIds: [other] })).toMatchObject({
    ReferredSecurityGroupSet: [referring],
  });
  await expect(lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: other })).rejects.toMatchObject({
    code: "ResourceInUse",
  });
  await change("ModifySecurityGroupPolicies", { Version: "0" });
  await lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: other });
  await expect(lab.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId: other })).rejects.toMatchObject({
    code: "ResourceNotFound",
  });
});

test("the default group lets all IPv4 through both ways, and can't be deleted", async () => {
  const { subnetId, clusterId } = await buildBaseDrill(lab);
  const { SecurityGroupIds: _, ...Native } = nativePool(subnetId, group, 1);
  await lab.call("tke2022", "CreateNodePool", { ClusterId: clusterId, Name: "default", Type: "Native", Native });
  const { SecurityGroupSet } = await lab.call<{ SecurityGroupSet: { SecurityGroupId: string; IsDefault: boolean }[] }>(
    "vpc",
    "DescribeSecurityGroups",
  );
  const { SecurityGroupId } = SecurityGroupSet.find((each) => each.IsDefault)!;
  const everything = { Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0", Action: "ACCEPT" };
  expect(await lab.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId })).toMatchObject({
    SecurityGroupPolicySet: { Ingress: [everything], Egress: [everything] },
  });
  await expect(lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId })).rejects.toMatchObject({
    code: "UnsupportedOperation",
  });
});

test("50 groups a region, not one more", async () => {
  for (let n = 1; n < 50; n += 1) await newGroup(`group-${n}`);
  await expect(newGroup("one more")).rejects.toMatchObject({ code: "LimitExceeded" });
});

test.each([
  ["a name of 61 characters", { GroupName: "名".repeat(61), GroupDescription: "" }],
  ["a description of 101 characters", { GroupName: "a", GroupDescription: "x".repeat(101) }],
])("a group with %s is refused", async (_, request) => {
  await expect(lab.call("vpc", "CreateSecurityGroup", request)).rejects.toMatchObject({
    code: "InvalidParameterValue.TooLong",
  });
});

test("the rules of one group may name 10 others", async () => {
  const others: string[] = [];
  for (let n = 0; n < 11; n += 1) others.push(await newGroup(`other-${n}`));
  const naming = (ids: readonly string[]) => ids.map((id) => ({ SecurityGroupId: id, Action: "ACCEPT" }));
  await change("CreateSecurityGroupPolicies", { Ingress: naming(others.slice(0, 10)) });
  await expect(change("CreateSecurityGroupPolicies", { Egress: naming(others.slice(10)) })).rejects.toMatchObject({
    code: "LimitExceeded",
  });
});

test("DescribeSecurityGroupPolicies filters, and says indexes that hold in the whole list", async () => {
  await fill("22", "80");
  await change("CreateSecurityGroupPolicies", { Egress: [{ CidrBlock: "0.0.0.0/0", Action: "ACCEPT" }] });
  const filtered = async (...Filters: object[]) =>
    (
      await lab.call<{ SecurityGroupPolicySet: PolicySet }>("vpc", "DescribeSecurityGroupPolicies", {
        SecurityGroupId: group,
        Filters,
      })
    ).SecurityGroupPolicySet;
  expect(await filtered({ Name: "port", Values: ["80"] })).toMatchObject({ Ingress: [{ PolicyIndex: 1 }], Egress: [] });
  expect(await filtered({ Name: "direction", Values: ["OUTBOUND"] })).toMatchObject({
    Ingress: [],
    Egress: [{ Port: "ALL" }],
  });
  await expect(filtered({ Name: "colour", Values: ["red"] })).rejects.toMatchObject({
    code: "InvalidParameter.FilterInvalidKey",
  });
});
