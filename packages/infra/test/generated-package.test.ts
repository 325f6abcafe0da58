import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";

/**
 * Our own @pulumi/tencentcloud against the schema that Pulumi's generator works from: asked of Pulumi's bridge with the vendor's
 * provider behind it, by the very parameter that our package registers. Neither comes with PodPath: where they are not on PATH the
 * test says which is missing.
 */
const bridge = onPath("pulumi-resource-terraform-provider");
const provider = onPath("terraform-provider-tencentcloud");
const missing = [
  ...(bridge ? [] : ["pulumi-resource-terraform-provider"]),
  ...(provider ? [] : ["terraform-provider-tencentcloud"]),
];
const SDK = path.join(import.meta.dirname, "../sdks/tencentcloud");

/** A generated gRPC message: getters and setters by name. */
type Message = Readonly<Record<string, (value?: unknown) => unknown>>;

interface PropertySpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: PropertySpec;
}

interface ObjectSpec {
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required?: readonly string[];
}

interface ResourceSpec extends ObjectSpec {
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs?: readonly string[];
}

interface PackageSpec {
  readonly name: string;
  readonly version: string;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly types: Readonly<Record<string, ObjectSpec>>;
  readonly parameterization?: { readonly parameter: string };
}

/** One resource class of ours, read from its text: what it sends and what it expects back. */
interface OwnResource {
  readonly token: string;
  readonly required: readonly string[];
  readonly args: readonly string[];
  readonly computed: readonly string[];
}

const own = fs
  .readdirSync(SDK)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => fs.readFileSync(path.join(SDK, file), "utf8"))
  .flatMap((text): readonly OwnResource[] => {
    const token = /const TYPE = "(tencentcloud:index\/[^"]+)"/.exec(text)?.[1];
    const list = (name: string) =>
      [...(new RegExp(`${name}: \\[([^\\]]*)\\]`).exec(text)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((m) => m[1]!);
    const args = /Args \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? "";
    if (!token) return [];
    return [{ token, required: list("required"), computed: list("computed"), args: membersOf(args) }];
  });

/** `name?: pulumi.Input<…>;` of an interface's text. */
function membersOf(text: string): readonly string[] {
  return [...text.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name!);
}

const nested = Object.fromEntries(
  [...fs.readFileSync(path.join(SDK, "types/input.ts"), "utf8").matchAll(/interface (\w+) \{\n([\s\S]*?)\n\}/g)].map(
    ([, name, body]) => [name!, membersOf(body!)] as const,
  ),
);

describe.skipIf(missing.length > 0)(
  `the package as the generator would write it (${missing.length > 0 ? `NOT RUN: not on PATH: ${missing.join(", ")}` : "1.83.25"})`,
  { timeout: 180_000 },
  () => {
    test("tokens, names, plurals and what must be given are the schema's", async () => {
      const schema = await askSchema();
      expect(schema).toMatchObject({ name: "tencentcloud", version: "1.83.25" });
      expect(own.length).toBeGreaterThan(6);
      for (const { token, required, args, computed } of own) {
        const spec = schema.resources[token];
        expect(spec, token).toBeDefined();
        const inputs = Object.keys(spec!.inputProperties);
        expect(args.length, `${token}: read from our own text`).toBeGreaterThan(1);
        expect(
          args.filter((name) => !inputs.includes(name)),
          `${token}: inputs that there are not`,
        ).toEqual([]);
        expect([...required].toSorted(), `${token}: required`).toEqual([...(spec!.requiredInputs ?? [])].toSorted());
        const outputs = Object.keys(spec!.properties).filter((name) => !inputs.includes(name));
        expect(
          computed.filter((name) => !outputs.includes(name)),
          `${token}: outputs that there are not`,
        ).toEqual([]);
      }
      for (const [name, members] of Object.entries(nested)) {
        const spec = Object.entries(schema.types).find(([type]) => type.endsWith(`:${name}`))?.[1];
        expect(spec, name).toBeDefined();
        expect(
          members.filter((member) => !(member in spec!.properties)),
          `${name}: members that there are not`,
        ).toEqual([]);
      }
      console.log(`${own.length} resources and ${Object.keys(nested).length} nested types are the generator's`);
    });
  },
);

/** Starts the bridge, gives it our package's parameter, and asks for the schema. */
async function askSchema(): Promise<PackageSpec> {
  const require = createRequire(import.meta.url);
  const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  const grpc = ofPulumi("@grpc/grpc-js");
  const messages = require("@pulumi/pulumi/proto/provider_pb.js") as Record<string, new () => Message>;
  const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
  const child = spawn(bridge!, ["127.0.0.1:1"], {
    env: { ...process.env, PULUMI_DYNAMIC_TF_PLUGIN_CACHE_DIR: cacheWith(provider!) },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  // With its own child, the provider.
  onTestFinished(() => void process.kill(-child.pid!));
  const port = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const unlimited = { "grpc.max_receive_message_length": -1 };
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited);
  const call = (name: string, request: object) =>
    new Promise<Message>((resolve, reject) => {
      client[name](request, (error: Error | null, answer: Message) => (error ? reject(error) : resolve(answer)));
    });
  const text = fs.readFileSync(path.join(SDK, "utilities.ts"), "utf8");
  const parameter = /base64Parameter:\s*"([^"]+)"/.exec(text)![1]!;
  const value = new (
    messages["ParameterizeRequest"] as unknown as { ParametersValue: new () => Message }
  ).ParametersValue();
  value["setName"]!("tencentcloud");
  value["setVersion"]!("1.83.25");
  value["setValue"]!(parameter);
  const parameterize = new messages["ParameterizeRequest"]!();
  parameterize["setValue"]!(value);
  await call("parameterize", parameterize);
  const ask = new messages["GetSchemaRequest"]!();
  ask["setSubpackageName"]!("tencentcloud");
  ask["setSubpackageVersion"]!("1.83.25");
  const answer = await call("getSchema", ask);
  client.close();
  return JSON.parse(answer["getSchema"]!() as string) as PackageSpec;
}

function cacheWith(file: string): string {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), "podpath-providers-"));
  onTestFinished(() => fs.rmSync(cache, { recursive: true, force: true }));
  const target = `${os.platform()}_${os.arch() === "x64" ? "amd64" : os.arch()}`;
  const folder = path.join(cache, "registry.terraform.io/tencentcloudstack/tencentcloud/1.83.25", target);
  fs.mkdirSync(folder, { recursive: true });
  fs.symlinkSync(file, path.join(folder, "terraform-provider-tencentcloud_v1.83.25"));
  return cache;
}

function onPath(name: string): string | null {
  const files = (process.env["PATH"] ?? "").split(path.delimiter).map((folder) => path.join(folder, name));
  return files.find((file) => fs.existsSync(file)) ?? null;
}
