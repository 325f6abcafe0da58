import { expect, test } from "vitest";
import { CloudError, isGone } from "./cloud-error.ts";
import { failureOf } from "./failure.ts";
import { InfraError } from "./infra-error.ts";

const vpc = { urn: "urn", type: "tencentcloud:index/vpc:Vpc", name: "podpath-vpc" };

test("says what, to which resource, in the cloud's words, and what to do, in both languages", () => {
  const refusal = new CloudError("CreateVpc", "LimitExceeded", "quota is used up", "r-1");
  const failure = failureOf(refusal, vpc, "create");
  expect(failure.message).toBe("Could not create VPC podpath-vpc: CreateVpc answered LimitExceeded (quota is used up)");
  expect(failure.text.zh).toBe("创建 VPC podpath-vpc 失败：CreateVpc 返回 LimitExceeded（quota is used up）");
  expect(failure).toMatchObject({ code: "LimitExceeded", resource: "Vpc podpath-vpc", requestId: "r-1" });
});

test.each([
  ["ResourceNotFound", true],
  ["InternalError.ClusterNotFound", true],
  ["InvalidParameterValue.NotExist", true],
  ["ResourceInUse", false],
  ["InternalError", false],
])("%s: gone is %s", (code, want) => expect(isGone(new CloudError("DescribeVpcs", code, "no"))).toBe(want));

test.each([
  ["Infra.Unreachable", "lab status"],
  ["AuthFailure.SignatureExpire", "clock"],
  ["LimitExceeded", "lab down"],
  ["ResourceInUse", "by hand"],
  ["InternalError", "Run `lab up` again"],
])("what to do after %s", (code, part) => {
  expect(failureOf(new CloudError("CreateVpc", code, "no"), vpc, "create").hint.en).toContain(part);
});

test("keeps its fields on the way to another process", () => {
  const failure = failureOf(new CloudError("CreateVpc", "InternalError", "no"), vpc, "create");
  const there = new InfraError(JSON.parse(JSON.stringify(failure)) as ReturnType<typeof failure.toJSON>);
  expect(there.toJSON()).toEqual(failure.toJSON());
});
