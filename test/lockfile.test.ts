import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/**
 * Programs that come as binaries have a package a platform, and pnpm leaves out of the lockfile, without a word, those that the
 * registry lacked on the day: the install then fails on somebody else's machine. So each family must be whole.
 */
const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

/** What no registry has, and how the project lives without it. */
const LIVED_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  // The pinned Node: Windows uses its own. Apple's newer processors have theirs under another name.
  node: ["darwin-arm64", "win32-x64", "win32-arm64"],
  "node-bin": PLATFORMS.filter((platform) => platform !== "darwin-arm64"),
};

const PACKAGE = /^ {2}'?(?<name>@?[^@'\s]+)@[^:]+'?:$/gm;
const BINARY = /^(?<family>.+)[-./](?<system>linux|darwin|win32|windows)-(?<processor>x64|arm64|64)(?:-gnu|-msvc)?$/;

const families = Map.groupBy(
  [...readFileSync("pnpm-lock.yaml", "utf8").matchAll(PACKAGE)]
    .map((match) => BINARY.exec(match.groups?.["name"] ?? "")?.groups)
    .filter((groups) => groups !== undefined)
    .map(({ family, system, processor }) => ({
      family,
      platform: `${system === "windows" ? "win32" : system}-${processor === "64" ? "x64" : processor}`,
    })),
  ({ family }) => family,
);

test("the lockfile names the programs that come as binaries", () => {
  expect([...families.keys()]).toEqual(expect.arrayContaining(["@pnpm/exe", "@turbo", "@lydell/node-pty", "node"]));
});

test.each([...families])("%s has a build for each platform", (family, packages) => {
  const present = packages.map(({ platform }) => platform);
  const missing = PLATFORMS.filter((platform) => !present.includes(platform));
  expect(missing.filter((platform) => !LIVED_WITHOUT[family ?? ""]?.includes(platform))).toEqual([]);
});
