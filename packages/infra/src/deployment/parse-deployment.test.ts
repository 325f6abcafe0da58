import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DeploymentError } from "./deployment.ts";
import { parseDeployment } from "./parse-deployment.ts";

const disposable = {
  kind: "disposable",
  zones: ["ap-guangzhou-3", "ap-guangzhou-4"],
  vpcCidr: "10.0.0.0/16",
  callerCidr: "203.0.113.7/32",
};
const existing = { kind: "existing", clusterId: "cls-a1b2c3d4", vpcId: "vpc-a1b2c3d4", subnetId: "subnet-a1b2c3d4" };
const given = {
  labId: "a1b2c3",
  owner: "ann@example.com",
  expiresAt: "2026-11-23T12:00Z",
  region: "ap-guangzhou",
  instanceType: null,
  keyIds: ["skey-a1b2c3d4"],
  shape: disposable,
};

test("both shapes come out typed and canonical", () => {
  expect(parseDeployment({ ...given, shape: { ...disposable, callerCidr: "203.0.113.7" } })).toEqual({
    ...given,
    expiresAt: "2026-11-23T12:00:00Z",
  });
  expect(parseDeployment({ ...given, shape: existing }).shape).toEqual(existing);
  expect(parseDeployment({ ...given, keyIds: undefined }).keyIds).toEqual([]);
});

// prettier-ignore
describe("refused, by the field that is wrong:", () => test.each([
  ["no configuration at all",                "deployment", null],
  ["a lab id of other characters",           "labId",      { ...given, labId: "A1b2c3" }],
  ["an owner that is no tag value",          "owner",      { ...given, owner: "a b" }],
  ["an expiry without a time zone",          "expiresAt",  { ...given, expiresAt: "2026-11-23 12:00" }],
  ["an expiry that is no date",              "expiresAt",  { ...given, expiresAt: "2026-13-23T12:00Z" }],
  ["a key that is none",                     "keyIds",     { ...given, keyIds: ["id_rsa"] }],
  ["an instance type that is none",          "instanceType", { ...given, instanceType: "big" }],
  ["a shape that there is not",              "shape.kind", { ...given, shape: { kind: "other" } }],
  ["one zone only",                          "zones",      { ...given, shape: { ...disposable, zones: ["ap-guangzhou-3"] } }],
  ["the same zone twice",                    "zones",      { ...given, shape: { ...disposable, zones: ["ap-guangzhou-3", "ap-guangzhou-3"] } }],
  ["a zone of another region",               "zones",      { ...given, shape: { ...disposable, zones: ["ap-guangzhou-3", "ap-shanghai-2"] } }],
  ["a VPC outside the private blocks",       "vpcCidr",    { ...given, shape: { ...disposable, vpcCidr: "11.0.0.0/16" } }],
  ["a VPC without room",                     "vpcCidr",    { ...given, shape: { ...disposable, vpcCidr: "10.0.0.0/24" } }],
  ["an endpoint open to the world",          "callerCidr", { ...given, shape: { ...disposable, callerCidr: "0.0.0.0/0" } }],
  ["an endpoint open to many",               "callerCidr", { ...given, shape: { ...disposable, callerCidr: "203.0.0.0/16" } }],
  ["a private address as the caller's own",  "callerCidr", { ...given, shape: { ...disposable, callerCidr: "192.168.1.7/32" } }],
  ["a cluster id that is none",              "clusterId",  { ...given, shape: { ...existing, clusterId: "company" } }],
  ["a subnet id that is none",               "subnetId",   { ...given, shape: { ...existing, subnetId: "" } }],
])("%s", (_, field, value) => {
  try {
    parseDeployment(value);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(DeploymentError);
    expect((error as DeploymentError).field).toBe(field);
  }
}));

test("whatever it is given, it answers with a deployment or says which field is wrong", () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...Object.keys(given), "zones", "vpcCidr"), (junk, field) => {
      const shape = field in given ? disposable : { ...disposable, [field]: junk };
      try {
        const parsed = parseDeployment({ ...given, shape, ...(field in given ? { [field]: junk } : {}) });
        expect(parseDeployment(parsed)).toEqual(parsed);
      } catch (error) {
        expect(error).toBeInstanceOf(DeploymentError);
      }
    }),
  );
});
