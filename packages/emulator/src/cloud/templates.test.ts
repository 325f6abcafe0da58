import { expect, test } from "vitest";
import { createLab } from "../../test/lab.ts";
import { blocksOf, serviceOf } from "./templates.ts";

test.each([
  ["10.0.35.23", ["10.0.35.23/32"]],
  ["10.0.0.0/16", ["10.0.0.0/16"]],
  ["10.0.0.1-10.0.0.4", ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/32"]],
  ["fd00::/8", ["fd00::/8"]],
  ["10.0.0.9-10.0.0.1", null],
  ["10.0.0.1-fd00::1", null],
  ["web", null],
])("the address %s means %j", (member, blocks) => expect(blocksOf(member)).toEqual(blocks));

test.each([
  ["tcp:80", { kind: "ports", protocol: "tcp", ports: [{ from: 80, to: 80 }] }],
  [
    "UDP:53,8000-8010",
    {
      kind: "ports",
      protocol: "udp",
      ports: [
        { from: 53, to: 53 },
        { from: 8000, to: 8010 },
      ],
    },
  ],
  ["tcp:all", { kind: "ports", protocol: "tcp", ports: "all" }],
  ["icmp:-", { kind: "protocol", protocol: "icmp" }],
  ["gre", { kind: "protocol", protocol: "gre" }],
  ["tcp", null],
  ["icmp:80", null],
  ["http", null],
])("the service %s means %j", (member, service) => expect(serviceOf(member)).toEqual(service));

test("rules name templates by id; the snapshot holds them flattened, groups of them too; used ones stay", async () => {
  const lab = createLab();
  const create = async <K extends string>(kind: K, request: object) => {
    const answer = await lab.call<Record<K, Record<`${K}Id`, string>>>("vpc", `Create${kind}`, request);
    return answer[kind][`${kind}Id`];
  };
  const a = await create("AddressTemplate", { AddressTemplateName: "a", Addresses: ["10.0.0.1", "10.0.0.2"] });
  const b = await create("AddressTemplate", { AddressTemplateName: "b", Addresses: ["10.0.0.2", "10.1.0.0/16"] });
  const both = await create("AddressTemplateGroup", { AddressTemplateGroupName: "both", AddressTemplateIds: [a, b] });
  const web = await create("ServiceTemplate", { ServiceTemplateName: "web", Services: ["tcp:80"] });
  const { SecurityGroup } = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>(
    "vpc",
    "CreateSecurityGroupWithPolicies",
    {
      GroupName: "g",
      GroupDescription: "",
      SecurityGroupPolicySet: {
        Ingress: [{ ServiceTemplate: { ServiceId: web }, AddressTemplate: { AddressGroupId: both }, Action: "ACCEPT" }],
      },
    },
  );
  const { addressTemplates, serviceTemplates, securityGroups } = lab.emulator.snapshot("acc-1");
  expect(addressTemplates.find(({ id }) => id === both)!.cidrs).toEqual(
    expect.arrayContaining(["10.0.0.1/32", "10.0.0.2/32", "10.1.0.0/16"]),
  );
  expect(serviceTemplates).toMatchObject([{ id: web, services: [{ protocol: "tcp" }] }]);
  expect(securityGroups[0]!.ingress).toEqual([
    { action: "accept", service: { kind: "service-template", id: web }, peer: { kind: "address-template", id: both } },
  ]);
  await expect(lab.call("vpc", "DeleteAddressTemplateGroup", { AddressTemplateGroupId: both })).rejects.toMatchObject({
    code: "ResourceInUse",
  });
  await expect(lab.call("vpc", "DeleteAddressTemplate", { AddressTemplateId: a })).rejects.toMatchObject({
    code: "ResourceInUse",
  });
  await lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: SecurityGroup.SecurityGroupId });
  await lab.call("vpc", "DeleteAddressTemplateGroup", { AddressTemplateGroupId: both });
  await lab.call("vpc", "DeleteAddressTemplate", { AddressTemplateId: a });
  await lab.emulator.close();
});
