import { randomInt } from "node:crypto";
import { pathToFileURL } from "node:url";
import { DeploymentError, parseDeployment, type Deployment } from "@podpath/infra";
import type { Scenario } from "@podpath/scenarios";
import type { CloudClient } from "../clients/cloud.ts";
import type { Context } from "../context.ts";
import { usageError } from "../lab-error.ts";
import { message, type Text } from "../text/translate.ts";
import { checkExisting, checkGroupQuota, checkRegion, chooseZones, type Identity } from "./precheck.ts";

/** What `lab up --target tke` takes besides the drill. */
export const REAL_OPTIONS = {
  cluster: { type: "string" },
  subnet: { type: "string" },
  "affects-whole-cluster": { type: "boolean" },
  "my-address": { type: "string" },
  region: { type: "string" },
  zones: { type: "string" },
  profile: { type: "string" },
  kubeconfig: { type: "string" },
  owner: { type: "string" },
  hours: { type: "string" },
  "key-ids": { type: "string" },
  "instance-type": { type: "string" },
  yes: { type: "boolean" },
} as const;

export type RealValues = Readonly<Record<string, string | boolean | undefined>>;

const DEFAULT_HOURS = 8;
const LAB_ID = { length: 6, alphabet: "abcdefghijklmnopqrstuvwxyz0123456789" } as const;

/** What the line itself gets wrong, before the cloud is asked anything. @throws LabError (usage) */
export function checkValues(values: RealValues): void {
  const region = "ap-guangzhou";
  checked({
    labId: newLabId(),
    owner: text(values, "owner") ?? "owner",
    expiresAt: new Date(Date.now() + hoursOf(values) * 3_600_000).toISOString(),
    region,
    instanceType: text(values, "instance-type"),
    keyIds: listOf(values, "key-ids"),
    shape: {
      kind: "disposable",
      zones: [`${region}-1`, `${region}-2`],
      vpcCidr: "10.0.0.0/16",
      callerCidr: text(values, "my-address") ?? (text(values, "cluster") === null ? needAddress() : "203.0.113.7/32"),
    },
  });
}

/** Checks what the cloud can tell, and makes the configuration. @throws LabError */
export async function planDeployment(
  cloud: CloudClient,
  region: string,
  scenario: Scenario,
  values: RealValues,
  who: Identity,
): Promise<Deployment> {
  await checkRegion(cloud, region);
  await checkGroupQuota(cloud, scenario.groups.length + 1);
  const nodes = scenario.nodePools.reduce((sum, { replicas }) => sum + replicas, 0);
  const clusterId = text(values, "cluster");
  const shape = clusterId
    ? await checkExisting(cloud, region, { clusterId, subnetId: text(values, "subnet") }, nodes)
    : {
        kind: "disposable",
        zones: await chooseZones(cloud, region, listOf(values, "zones")),
        vpcCidr: scenario.vpc.cidr,
        callerCidr: text(values, "my-address") ?? needAddress(),
      };
  return checked({
    labId: newLabId(),
    owner: text(values, "owner") ?? who.account,
    expiresAt: new Date(Date.now() + hoursOf(values) * 3_600_000).toISOString(),
    region,
    instanceType: text(values, "instance-type"),
    keyIds: listOf(values, "key-ids"),
    shape,
  });
}

function checked(value: unknown): Deployment {
  try {
    return parseDeployment(value);
  } catch (error) {
    if (error instanceof DeploymentError)
      throw usageError("BadDeployment", byOption(error), message("usage.see-command-help", { name: "up" }));
    throw error;
  }
}

/** Options by what the configuration calls them. */
const OPTION_OF: Readonly<Record<string, keyof typeof REAL_OPTIONS>> = {
  callerCidr: "my-address",
  instanceType: "instance-type",
  keyIds: "key-ids",
  owner: "owner",
  region: "region",
  zones: "zones",
};

/** In the words that were typed. */
function byOption({ field, text: said }: DeploymentError): Text {
  const option = OPTION_OF[field];
  if (option === undefined) return said;
  return { zh: said.zh.replace(`配置项 ${field} `, `--${option} `), en: said.en.replace(field, `--${option}`) };
}

/** State beside the lab's other files unless the user keeps it elsewhere. */
export function backendOf({ environment, folder }: Context): string {
  return environment["PULUMI_BACKEND_URL"] ?? pathToFileURL(folder.path("pulumi")).href;
}

function newLabId(): string {
  return Array.from({ length: LAB_ID.length }, () => LAB_ID.alphabet[randomInt(LAB_ID.alphabet.length)]).join("");
}

function hoursOf(values: RealValues): number {
  const given = text(values, "hours");
  const hours = given === null ? DEFAULT_HOURS : Number(given);
  if (hours > 0 && hours <= 24 * 14) return hours;
  throw usageError("BadOption", message("usage.bad-value", { name: "hours", value: given ?? "", allowed: "1–336" }));
}

function needAddress(): never {
  throw usageError("NoAddress", message("real.no-address"), message("real.no-address.hint"));
}

export function text(values: RealValues, name: string): string | null {
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function listOf(values: RealValues, name: string): readonly string[] {
  return (text(values, name) ?? "").split(",").filter((item) => item !== "");
}
