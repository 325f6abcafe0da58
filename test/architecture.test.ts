import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/**
 * Who may import whom, as ARCHITECTURE.md's table says. Arrows point one way: down this list never up, and the emulator and
 * the data plane never know each other.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "@podpath/access-path": [],
  "@podpath/scenarios": ["@podpath/access-path"],
  "@podpath/emulator": ["@podpath/access-path"],
  "@podpath/dataplane": ["@podpath/access-path"],
  "@podpath/checker": ["@podpath/access-path", "@podpath/scenarios"],
  "@pulumi/tencentcloud": [],
  "@podpath/infra": ["@podpath/scenarios", "@pulumi/tencentcloud"],
  "@podpath/docs": ["@podpath/access-path", "@podpath/scenarios", "@podpath/checker"],
  "@podpath/lab-scripts": [
    "@podpath/access-path",
    "@podpath/scenarios",
    "@podpath/emulator",
    "@podpath/dataplane",
    "@podpath/checker",
    "@podpath/infra",
  ],
};

/** Code that also runs in a page: it must not even be able to name `node:fs` or `process`. */
const BROWSER_SAFE = ["access-path", "scenarios", "checker", "emulator"];

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const manifests = globSync([
  "packages/*/package.json",
  "packages/infra/sdks/*/package.json",
  "apps/*/package.json",
]).map((file) => readJson(file) as Manifest);
const ours = new Set(manifests.map(({ name }) => name));

test("every package stands in the table, and the table names no other", () => {
  expect(ours).toEqual(new Set(Object.keys(MAY_IMPORT)));
});

test.each(manifests.map((manifest) => [manifest.name, manifest] as const))(
  "%s depends on no more of ours than the table allows",
  (name, manifest) => {
    const dependencies = Object.keys(manifest.dependencies ?? {}).filter((one) => ours.has(one));
    expect(dependencies.filter((one) => !(MAY_IMPORT[name] ?? []).includes(one))).toEqual([]);
  },
);

test.each(manifests.map((manifest) => [manifest.name, manifest] as const))(
  "%s is private: nothing is published by accident",
  (_, manifest) => {
    expect(manifest.private).toBe(true);
  },
);

test.each(BROWSER_SAFE)("%s has no Node types in its core", (name) => {
  const { compilerOptions } = readJson(`packages/${name}/tsconfig.core.json`) as {
    compilerOptions: { types?: string[]; lib?: string[] };
  };
  expect(compilerOptions.types).toEqual([]);
});

test.each(BROWSER_SAFE)("%s imports nothing of Node in its core", (name) => {
  const sources = globSync(`packages/${name}/src/**/*.ts`).filter((file) => !/\/node\/|\.test\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((file) => /from "node:|import\("node:/.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("the files a clone starts with are there", () => {
  for (const file of [
    "lab",
    "lab.cmd",
    "kit.mjs",
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "docs/facts.md",
  ]) {
    expect(existsSync(file), file).toBe(true);
  }
});
