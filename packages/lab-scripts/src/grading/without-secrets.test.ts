import { expect, test } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

// prettier-ignore
test.each([
  // what                          given                                                             left
  ["a key by its name",            { SecretKey: "s3cr3t", secretId: "x" },                           { SecretKey: "***", secretId: "***" }],
  ["a token, however deep",        { a: [{ token: "t0" }] },                                         { a: [{ token: "***" }] }],
  ["a key by its look",            { note: "I used AKIDabcdefgh12345678 here" },                     { note: "I used *** here" }],
  ["a header in a text",           ["Authorization: Bearer abc.def"],                                ["Authorization: ***"]],
  ["a service account's token",    "x eyJhbGciOiJSUzI1.eyJpc3MiOiJr.c2ln y",                          "x *** y"],
  ["a private key",                "-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----", "***"],
  ["a Secret as an object",        { body: { kind: "Secret", data: { a: "b" } } },                   { body: "***" }],
  ["a Secret as JSON text",        { body: '{"kind": "Secret","data":{"a":"b"}}' },                  { body: "***" }],
  ["a Secret as YAML text",        { body: "apiVersion: v1\nkind: Secret\ndata:\n  a: b\n" },        { body: "***" }],
  ["what is no secret",            { GroupId: "sg-1", kind: "Pod", n: 1, b: null, t: [true] },       { GroupId: "sg-1", kind: "Pod", n: 1, b: null, t: [true] }],
])("%s", (_, given, left) => expect(withoutSecrets<unknown>(given)).toEqual(left));
