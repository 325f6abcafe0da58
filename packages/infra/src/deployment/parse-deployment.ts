import { canonicalCidr, parseBlock } from "@podpath/scenarios";
import { type Deployment, DeploymentError, type DisposableShape, type ExistingShape } from "./deployment.ts";

/** Wider than this, "the caller's address" is no restriction. A household or an office has one address, or a few. */
const CALLER_PREFIX = 24;
/** docs/facts.md#vpc-block */
const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const VPC_PREFIX = { shortest: 16, longest: 20 } as const; // room for two /24 and for the service block beside

/** The one place where a configuration is checked. @throws DeploymentError */
export function parseDeployment(value: unknown): Deployment {
  const given = record(value, "deployment");
  const region = matching(given, "region", /^[a-z]{2,3}-[a-z]+(-[a-z]+)*$/, "ap-guangzhou");
  return {
    labId: matching(given, "labId", /^[a-z0-9]{6}$/, "a1b2c3"),
    owner: matching(given, "owner", /^[\w.@-]{1,63}$/, "ann@example.com"),
    expiresAt: instant(given),
    region,
    instanceType:
      (given["instanceType"] ?? null) === null
        ? null
        : matching(given, "instanceType", /^[A-Z]{1,3}\d[a-z]?\.[A-Z0-9]{4,12}$/, "SA2.MEDIUM2"),
    keyIds: list(given["keyIds"] ?? [], "keyIds", /^skey-[a-z0-9]{4,}$/, "skey-a1b2c3d4"),
    shape: parseShape(record(given["shape"], "shape"), region),
  };
}

function parseShape(given: Fields, region: string): DisposableShape | ExistingShape {
  if (given["kind"] === "existing") {
    return {
      kind: "existing",
      clusterId: matching(given, "clusterId", /^cls-[a-z0-9]{8}$/, "cls-a1b2c3d4"),
      vpcId: matching(given, "vpcId", /^vpc-[a-z0-9]{8}$/, "vpc-a1b2c3d4"),
      subnetId: matching(given, "subnetId", /^subnet-[a-z0-9]{8}$/, "subnet-a1b2c3d4"),
    };
  }
  if (given["kind"] !== "disposable") throw wrong("shape.kind", given["kind"], "disposable | existing");
  const zones = list(given["zones"], "zones", new RegExp(`^${region}-\\d+$`), `${region}-3`);
  const [first, second] = zones;
  if (zones.length !== 2 || first === undefined || second === undefined || first === second) {
    throw wrong("zones", zones.join(", "), `${region}-3, ${region}-4`);
  }
  return { kind: "disposable", zones: [first, second], vpcCidr: vpcCidr(given), callerCidr: callerCidr(given) };
}

function vpcCidr(given: Fields): string {
  const cidr = block(given, "vpcCidr", "10.0.0.0/16");
  const { prefix } = parts(cidr);
  const inside = PRIVATE_BLOCKS.some((wide) => contains(wide, cidr));
  if (!inside || prefix < VPC_PREFIX.shortest || prefix > VPC_PREFIX.longest) {
    throw wrong("vpcCidr", cidr, "10.0.0.0/16");
  }
  return cidr;
}

function callerCidr(given: Fields): string {
  const cidr = block(given, "callerCidr", "203.0.113.7/32");
  const isPrivate = PRIVATE_BLOCKS.some((wide) => contains(wide, cidr));
  if (parts(cidr).prefix < CALLER_PREFIX || isPrivate) throw wrong("callerCidr", cidr, "203.0.113.7/32");
  return cidr;
}

function contains(wide: string, narrow: string): boolean {
  const [outer, inner] = [parseBlock(wide)!, parseBlock(narrow)!];
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

function parts(cidr: string) {
  const [address = "", prefix = ""] = cidr.split("/");
  return { address, prefix: Number(prefix) };
}

function instant(given: Fields): string {
  const text = matching(given, "expiresAt", /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{3})?)?Z$/, "2026-11-23T12:00:00Z");
  if (Number.isNaN(Date.parse(text))) throw wrong("expiresAt", text, "2026-11-23T12:00:00Z");
  return `${new Date(text).toISOString().slice(0, 19)}Z`;
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(field, value, "{ … }");
}

function matching(given: Fields, field: string, pattern: RegExp, example: string): string {
  const value = given[field];
  if (typeof value === "string" && pattern.test(value)) return value;
  throw wrong(field, value, example);
}

function list(value: unknown, field: string, pattern: RegExp, example: string): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && pattern.test(item))) return value;
  throw wrong(field, value, `[${example}]`);
}

/** IPv4, host bits zero. */
function block(given: Fields, field: string, example: string): string {
  const value = given[field];
  const cidr = typeof value === "string" ? canonicalCidr(value) : null;
  if (cidr !== null && !cidr.includes(":")) return cidr;
  throw wrong(field, value, example);
}

function wrong(field: string, value: unknown, example: string): DeploymentError {
  const shown = value === undefined ? "—" : typeof value === "string" ? value : JSON.stringify(value);
  return new DeploymentError(field, {
    zh: `配置项 ${field} 不能是“${shown}”，应形如 ${example}。`,
    en: `${field} can't be “${shown}”; it looks like ${example}.`,
  });
}
