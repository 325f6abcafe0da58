import { describe, expect, test } from "vitest";
import { signed } from "../../test/sign.ts";
import type { HttpRequest } from "../http.ts";
import { createNodeRuntime } from "../node/runtime.ts";
import { CloudError } from "./errors.ts";
import { canonicalRequest, checkSignature } from "./tc3.ts";

const runtime = createNodeRuntime(() => {});
const LAB = { secretId: "AKIDLABEXAMPLE0000000000000000000000", secretKey: "LABSECRETKEYEXAMPLE0000000000000" };
const keyOf = (secretId: string) => (secretId === LAB.secretId ? LAB.secretKey : null);
const at = (seconds: number) => ({ ...runtime, now: () => seconds * 1000 });

function get(query: string, headers: Record<string, string>): HttpRequest {
  return { method: "GET", path: "/", query, headers, body: new Uint8Array() };
}

describe("published vectors", () => {
  test("the vendor's own GET", () => {
    const headers = {
      host: "cvm.tencentcloudapi.com",
      "content-type": "application/x-www-form-urlencoded",
      "x-tc-timestamp": "1539084154",
      authorization:
        "TC3-HMAC-SHA256 Credential=AKID/2018-10-09/cvm/tc3_request, SignedHeaders=content-type;host, " +
        "Signature=5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474",
    };
    const request = get("Limit=10&Offset=0", headers);
    const canonical = canonicalRequest(request, ["content-type", "host"], headers.host, runtime);
    expect(runtime.sha256(canonical)).toBe("91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7");
    const signer = checkSignature(request, () => "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", at(1_539_084_154));
    expect(signer).toEqual({ secretId: "AKID", service: "cvm" });
  });

  test("a POST whose signature two other implementations agree on", () => {
    const request = signed({
      credentials: LAB,
      product: "vpc",
      version: "2017-03-12",
      action: "DescribeSecurityGroupPolicies",
      timestamp: 1_732_300_000,
      request: { SecurityGroupId: "sg-ohuuioma" },
    });
    expect(request.headers["authorization"]).toMatch(
      /Signature=e356e3ed2bc101c9c762d96aad572b4c2a6512efe083cb595643105d1ff33ef8$/,
    );
    expect(checkSignature(request, keyOf, at(1_732_300_000)).service).toBe("vpc");
  });
});

const NOW = 1_732_300_000;
const CALL = { credentials: LAB, product: "vpc", version: "2017-03-12", action: "DescribeVpcs", timestamp: NOW };

// prettier-ignore
test.each([
  // what is wrong                            the request                                                                                  code
  ["another secret key",                      signed({ ...CALL, credentials: { ...LAB, secretKey: "other" } }),                             "AuthFailure.SignatureFailure"],
  ["a secret id that nobody has",             signed({ ...CALL, credentials: { ...LAB, secretId: "AKIDnobody" } }),                         "AuthFailure.SecretIdNotFound"],
  ["a body that was changed on its way",      signed({ ...CALL, body: '{"Limit":"1"}' }),                                                   "AuthFailure.SignatureFailure"],
  ["a body that was only spaced differently", signed({ ...CALL, body: "{ }" }),                                                             "AuthFailure.SignatureFailure"],
  ["a timestamp more than 5 minutes old",     signed({ ...CALL, timestamp: NOW - 301 }),                                                    "AuthFailure.SignatureExpire"],
  ["a timestamp more than 5 minutes ahead",   signed({ ...CALL, timestamp: NOW + 301 }),                                                    "AuthFailure.SignatureExpire"],
  ["a timestamp that isn't the signed one",   signed({ ...CALL, headers: { "x-tc-timestamp": String(NOW + 1) } }),                          "AuthFailure.SignatureFailure"],
  ["no timestamp",                            signed({ ...CALL, headers: { "x-tc-timestamp": "" } }),                                       "AuthFailure.InvalidAuthorization"],
  ["no authorization",                        signed({ ...CALL, headers: { authorization: "" } }),                                          "AuthFailure.InvalidAuthorization"],
  ["another host",                            signed({ ...CALL, headers: { host: "cvm.tencentcloudapi.com" } }),                            "AuthFailure.SignatureFailure"],
  ["a host header that wasn't signed",        signed({ ...CALL, headers: { authorization: "TC3-HMAC-SHA256 Credential=a/2024-11-22/vpc/tc3_request, SignedHeaders=content-type, Signature=00" } }), "AuthFailure.InvalidAuthorization"],
])("refuses %s", (_, request, code) => {
  const attempt = () => checkSignature(request, keyOf, at(NOW));
  expect(attempt).toThrow(CloudError);
  expect(attempt).toThrow(expect.objectContaining({ code }));
});

test.each([
  ["5 minutes old", signed({ ...CALL, timestamp: NOW - 300 })],
  ["sent to a port, signed without it", signed({ ...CALL, headers: { host: "vpc.tencentcloudapi.com:18080" } })],
  ["with a temporary token's header", signed({ ...CALL, headers: { "x-tc-token": "anything" } })],
])("accepts one %s", (_, request) => {
  expect(checkSignature(request, keyOf, at(NOW)).secretId).toBe(LAB.secretId);
});
