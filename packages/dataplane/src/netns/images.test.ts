import { expect, test } from "vitest";
import { startOf } from "./images.ts";

const container = { name: "c", env: {}, ports: [] };

// prettier-ignore
test.each([
  // what it shows                       image                                                        command / args                                     argv
  ["nginx",                              "nginx",                                                     {},                                                ["nginx", "-g", "daemon off;"]],
  ["a tag, a digest, a registry",        "ccr.ccs.tencentyun.com:443/library/nginx:1.27@sha256:0123", {},                                                ["nginx", "-g", "daemon off;"]],
  ["anybody's nginx",                    "example.com/team/nginx",                                    {},                                                ["nginx", "-g", "daemon off;"]],
  ["command replaces the entry point",   "curlimages/curl:8.5.0",                                     { command: ["sleep", "9"] },                       ["sleep", "9"]],
  ["args replace the image's command",   "curlimages/curl",                                           { args: ["-s", "http://a/"] },                     ["curl", "-s", "http://a/"]],
  ["both",                               "busybox",                                                   { command: ["sh", "-c"], args: ["exit 3"] },       ["sh", "-c", "exit 3"]],
  ["command alone drops the image's own", "nginx",                                                    { command: ["sleep", "9"] },                       ["sleep", "9"]],
])("%s", (_, image, change, argv) => {
  expect(startOf({ ...container, image, ...change })).toMatchObject({ kind: "start", argv });
});

test("an image that the sandbox hasn't: the message names those that it has", () => {
  expect(startOf({ ...container, image: "redis:7", command: ["sh"] })).toEqual({
    kind: "no-such-image",
    message: expect.stringMatching(/"redis:7": not found; the sandbox has these images: nginx, .*busybox/),
  });
});

test.each([
  ["its own command", {}, 80],
  ["another command", { command: ["sleep", "9"] }, null],
])("nginx is waited for until it answers with %s: %j", (_, change, answersAt) => {
  expect(startOf({ ...container, image: "nginx", ...change })).toMatchObject({ answersAt });
});
