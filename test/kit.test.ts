import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { kitEnvironment, withNetworkSettings } from "../scripts/kit/npm.mjs";
import { forgetBrokenPnpm } from "../scripts/kit/npx-cache.mjs";
import { inLanguage } from "../scripts/kit/process.mjs";
import { explain } from "../scripts/kit/trouble.mjs";

// Whoever runs the tests may have chosen a language for his own lab.
beforeEach(() => void vi.stubEnv("PODPATH_LAB_DIR", join(tmpdir(), "podpath-no-lab")));
afterEach(() => vi.unstubAllEnvs());

describe("what npm was told about the network reaches pnpm", () => {
  test.each([
    [
      "the registry, which pnpm reads from its own variable",
      {},
      { registry: "https://r.example/" },
      { pnpm_config_registry: "https://r.example/" },
    ],
    [
      "a registry that was chosen for pnpm stays",
      { pnpm_config_registry: "https://p.example/" },
      { registry: "https://r.example/" },
      { pnpm_config_registry: "https://p.example/" },
    ],
    [
      "npm's bundle of certificates",
      {},
      { cafile: "/ca.pem" },
      { SSL_CERT_FILE: "/ca.pem", NODE_EXTRA_CA_CERTS: "/ca.pem" },
    ],
    [
      "a bundle that stands only where npm does not look",
      { SSL_CERT_FILE: "/s.pem" },
      {},
      { SSL_CERT_FILE: "/s.pem", NODE_EXTRA_CA_CERTS: "/s.pem" },
    ],
    [
      "Node's extra bundle stays beside npm's",
      { NODE_EXTRA_CA_CERTS: "/n.pem" },
      { cafile: "/ca.pem" },
      { SSL_CERT_FILE: "/ca.pem", NODE_EXTRA_CA_CERTS: "/n.pem" },
    ],
    [
      "npm's proxy",
      {},
      { "https-proxy": "http://p:1", noproxy: "x.example" },
      { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:1", NO_PROXY: "x.example" },
    ],
    [
      "the environment's proxy stays",
      { https_proxy: "http://e:2" },
      { "https-proxy": "http://p:1" },
      { HTTPS_PROXY: "http://e:2" },
    ],
  ])("%s", (_, env, settings, want) => {
    expect(withNetworkSettings(env, settings)).toMatchObject(want);
  });

  test("nothing is made up", () => {
    expect(withNetworkSettings({}, {})).toEqual({ NODE_USE_SYSTEM_CA: "1" });
  });
});

test("npm's notes about the script that it runs are not handed on, and PATH is spelled as on Windows too", () => {
  const env = kitEnvironment({ npm_package_name: "x", npm_lifecycle_event: "start", Path: "/bin", HOME: "/h" }, [
    "/own",
  ]);
  expect(env).toMatchObject({ HOME: "/h" });
  expect(Object.keys(env).filter((name) => /^npm_|^Path$/.test(name))).toEqual([]);
  expect(env.PATH).toMatch(/^\/own[:;]\/bin$/);
});

// prettier-ignore
describe.each([
  // what npm says                                                      what the reader is told to do
  ["npm error code SELF_SIGNED_CERT_IN_CHAIN",                          "NODE_EXTRA_CA_CERTS="],
  ["npm ERR! code UNABLE_TO_GET_ISSUER_CERT_LOCALLY",                   "npm config set cafile"],
  ["npm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE",                    "NODE_EXTRA_CA_CERTS="],
  ["npm error code CERT_NOT_YET_VALID",                                 "clock"],
  ["npm error code ENOTFOUND\nnpm error errno ENOTFOUND",               "HTTPS_PROXY=http://host:port npm start"],
  ["npm error code ECONNREFUSED",                                       "--registry="],
  ["npm error code E407",                                               "user:password"],
  ["npm error code E401",                                               "npm login"],
  ["npm error code E404",                                               "complete"],
  ["npm error something else",                                          "Run it again"],
])("%s", (complaint, advice) => {
  test("is explained in both languages, with what to do", () => {
    const error = explain(complaint);
    expect(error.status).toBe(3);
    expect(error.message).toContain(advice);
    expect(error.message).toMatch(/[\u4e00-\u9fff]/);
  });
});

test.runIf(process.platform !== "win32")(
  "a pnpm that was cut short is thrown away, and nothing else of npm's cache",
  () => {
    const cache = mkdtempSync(join(tmpdir(), "podpath-npx-"));
    const make = (name: string, files: Readonly<Record<string, string>>): void => {
      for (const [file, text] of Object.entries(files)) {
        const path = join(cache, "_npx", name, file);
        mkdirSync(join(path, ".."), { recursive: true });
        writeFileSync(path, text, { mode: 0o755 });
      }
    };
    const pnpm = (script: string) => ({
      "package.json": "{}",
      "node_modules/pnpm/package.json": "{}",
      "node_modules/.bin/pnpm": `#!/bin/sh\n${script}\n`,
    });
    make("whole", pnpm("echo 12.4.2"));
    make("crashes", pnpm("kill -SEGV $$"));
    make("no-program", { "package.json": "{}", "node_modules/pnpm/package.json": "{}" });
    make("unpacking", { "package.json": "{}", "node_modules/.pnpm-Ab12Cd34/package.json": "{}" });
    make("no-manifest", { "node_modules/x/package.json": "{}" });
    make("another", { "package.json": "{}", "node_modules/cowsay/package.json": "{}" });
    expect(forgetBrokenPnpm(cache)).toBe(4);
    expect(readdirSync(join(cache, "_npx")).toSorted()).toEqual(["another", "whole"]);
    expect(forgetBrokenPnpm(join(cache, "nowhere"))).toBe(0);
    rmSync(cache, { recursive: true });
  },
);

describe("before the lab command takes over", () => {
  const folder = mkdtempSync(join(tmpdir(), "podpath-kit-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["nothing was chosen", null, "好\ngood"],
    ["Chinese was chosen", '{ "language": "zh" }', "好"],
    ["English was chosen", '{ "language": "en" }', "good"],
    ["the choice can't be read", "{ half", "好\ngood"],
    ["it is none of ours", '{ "language": "fr" }', "好\ngood"],
  ])("where %s", (_, settings, said) => {
    vi.stubEnv("PODPATH_LAB_DIR", folder);
    rmSync(join(folder, "settings.json"), { force: true });
    if (settings !== null) writeFileSync(join(folder, "settings.json"), settings);
    expect(inLanguage("好", "good")).toBe(said);
  });
});
