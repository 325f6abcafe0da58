import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { baseDrill } from "./lab-job.ts";

const folder = fileURLToPath(new URL("../terraform", import.meta.url));
const sdk = fileURLToPath(new URL("../sdks/tencentcloud", import.meta.url));
const main = fs.readFileSync(`${folder}/main.tf`, "utf8");
const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

/** Blocks of the file's outermost level, with their text. */
function resources(text: string): readonly { readonly type: string; readonly name: string; readonly body: string }[] {
  return [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n([\s\S]*?)^\}/gm)].map(([, type, name, body]) => ({
    type: type!,
    name: name!,
    body: body!,
  }));
}

/** Names of arguments and blocks at any depth; what is inside a string, a comment or a JSON value is none. */
function argumentsOf(body: string): readonly string[] {
  const plain = body.replaceAll(/jsonencode\(\{[\s\S]*?\}\)\n/g, '""\n').replaceAll(/#.*$/gm, "");
  const meta = new Set([
    "lifecycle",
    "ignore_changes",
    "count",
    "depends_on",
    "for_each",
    "content",
    "dynamic",
    "key",
    "value",
    "name",
    "type",
  ]);
  return [...plain.matchAll(/^\s*(\w+)\s*(?:=|\{)/gm)].map(([, name]) => name!).filter((name) => !meta.has(name));
}

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const known = fs
  .readdirSync(sdk, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => fs.readFileSync(`${sdk}/${file}`, "utf8"))
  .join("\n");

// The provider's plug-in can't be had where this was written: what is held here is the language, and the names against the
// same schema that our own package is written from.
test.runIf(hasTerraform)("terraform finds it well formed (terraform fmt)", () => {
  const { status, stdout, stderr } = spawnSync("terraform", [`-chdir=${folder}`, "fmt", "-check", "-diff"], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", CHECKPOINT_DISABLE: "1" },
  });
  expect(status, stdout + stderr).toBe(0);
});

describe("every resource and argument is one that the provider has:", () => {
  test.each(resources(main).map(({ type, body }) => [type, body] as const))("%s", (type, body) => {
    expect(known).toContain(`tencentcloud:index/${camel(type.replace("tencentcloud_", ""))}:`);
    for (const name of argumentsOf(body)) {
      expect(known, name).toMatch(new RegExp(`\\b${camel(name)}(s|es)?\\??: pulumi\\.Input`));
    }
  });
});

test("it is the drill that the Pulumi program builds", () => {
  const [group] = baseDrill.groups;
  const [pool] = baseDrill.nodePools;
  expect(main).toContain(`name        = "${group!.name}"`);
  expect(group!.ingress).toEqual(["accept tcp 0.0.0.0/0 22"]);
  expect(group!.egress).toEqual(["accept all 0.0.0.0/0 all"]);
  expect(main).toMatch(/ingress \{\s+action\s+= "ACCEPT"\s+protocol\s+= "TCP"\s+port\s+= "22"/);
  expect(main).toContain(`machine_type         = "${pool!.machineType}"`);
  expect(main).toContain(`replicas             = ${pool!.replicas}`);
  for (const [name, value] of Object.entries(pool!.labels))
    expect(main).toMatch(new RegExp(`name  = "${name}"\\s+value = "${value}"`));
});

test("the switch of the whole cluster is off unless asked for, and the rules are one set", () => {
  expect(fs.readFileSync(`${folder}/variables.tf`, "utf8")).toMatch(
    /variable "switch_feature_on" \{[\s\S]*default\s+= false/,
  );
  expect(resources(main).map(({ type }) => type)).not.toContain("tencentcloud_security_group_rule");
});
