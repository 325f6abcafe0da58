import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createCloudClient, type CloudCredentials } from "../clients/cloud.ts";
import { LabError, usageError } from "../lab-error.ts";
import { message, type Text } from "../text/translate.ts";

/** Who calls the cloud and where; lives in memory and in the environment of the programs we start, never in a file of ours. */
export interface CloudAccess {
  readonly credentials: CloudCredentials;
  readonly region: string;
  /** Said to the user: `environment`, `~/.tccli profile default`, `role qcs::cam::…`. */
  readonly source: string;
}

export interface AccessOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** A tccli profile to use instead of the environment; null: whichever is there, the environment first. */
  readonly profile: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
}

/** @throws LabError `NoCredentials`, `NoRegion`, `ProfileUnusable` */
export async function findAccess(options: AccessOptions): Promise<CloudAccess> {
  const { environment, profile } = options;
  const found = (profile === null ? fromEnvironment(environment) : null) ?? fromProfile(environment, profile);
  if (!found) {
    throw new LabError("NoCredentials", whatIsMissing(environment), message("real.no-credentials.hint"));
  }
  const region = options.region ?? (environment["TENCENTCLOUD_REGION"] || found.region);
  if (!region) throw usageError("NoRegion", message("real.no-region"), message("real.no-region.hint"));
  const access = { credentials: found.credentials, region, source: found.source };
  const role = environment["TENCENTCLOUD_ASSUME_ROLE_ARN"];
  return role ? assumeRole(access, role, options) : access;
}

/** One of the two alone is a slip of the hand: the other is named. */
function whatIsMissing(environment: NodeJS.ProcessEnv): Text {
  const names = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"];
  const there = names.filter((name) => environment[name]);
  if (there.length !== 1) return message("real.no-credentials");
  return message("real.half-credentials", {
    there: there[0]!,
    missing: names.find((name) => name !== there[0])!,
  });
}

interface Found {
  readonly credentials: CloudCredentials;
  readonly region: string | null;
  readonly source: string;
}

/** The names that the SDKs, tccli and the Terraform provider read. */
function fromEnvironment(environment: NodeJS.ProcessEnv): Found | null {
  const { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = environment;
  if (!secretId || !secretKey) return null;
  const token = environment["TENCENTCLOUD_SECURITY_TOKEN"] ?? environment["TENCENTCLOUD_TOKEN"];
  return { credentials: { secretId, secretKey, ...(token ? { token } : {}) }, region: null, source: "environment" };
}

/** The member of `<profile>.configure` that holds the region. */
const TCCLI_SETTINGS = "_sys_param";

/** `~/.tccli/<profile>.credential` and `.configure`, as `tccli configure` writes them. */
function fromProfile(environment: NodeJS.ProcessEnv, named: string | null): Found | null {
  const profile = named ?? environment["TCCLI_PROFILE"] ?? "default";
  if (!/^[\w.-]+$/.test(profile)) throw profileUnusable(profile, message("real.profile-name"));
  const folder = join(environment["HOME"] ?? homedir(), ".tccli");
  const secrets = readJson(join(folder, `${profile}.credential`), profile);
  if (secrets === null) {
    if (named === null) return null;
    throw profileUnusable(profile, message("real.profile-missing", { file: join(folder, `${profile}.credential`) }));
  }
  const { secretId, secretKey, token } = (secrets ?? {}) as Record<string, unknown>;
  if (typeof secretId !== "string" || typeof secretKey !== "string") {
    const file = join(folder, `${profile}.credential`);
    throw profileUnusable(profile, message("real.profile-without-key", { file }));
  }
  const settings = readJson(join(folder, `${profile}.configure`), profile) as Record<
    string,
    { region?: string }
  > | null;
  return {
    credentials: { secretId, secretKey, ...(typeof token === "string" && token !== "" ? { token } : {}) },
    region: settings?.[TCCLI_SETTINGS]?.region ?? null,
    source: `~/.tccli profile ${profile}`,
  };
}

function readJson(file: string, profile: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    const reason = String((error as NodeJS.ErrnoException).code);
    throw profileUnusable(profile, message("real.profile-unreadable", { file, reason }));
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw profileUnusable(profile, message("real.profile-not-json", { file }));
  }
}

/** A role by STS, as the Terraform provider's environment variables ask for it. */
async function assumeRole(
  access: CloudAccess,
  role: string,
  { environment, endpoint }: AccessOptions,
): Promise<CloudAccess> {
  const cloud = createCloudClient(access.credentials, access.region, endpoint);
  const { Credentials } = await cloud.call<{
    Credentials: { TmpSecretId: string; TmpSecretKey: string; Token: string };
  }>("sts", "AssumeRole", {
    RoleArn: role,
    RoleSessionName: environment["TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME"] ?? "podpath",
    DurationSeconds: Number(environment["TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION"] ?? 7200),
  });
  const { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: token } = Credentials;
  return { ...access, credentials: { secretId, secretKey, token }, source: `role ${role}` };
}

function profileUnusable(profile: string, { zh, en }: Text): LabError {
  const text = {
    zh: message("real.profile-unusable", { profile, reason: zh }).zh,
    en: message("real.profile-unusable", { profile, reason: en }).en,
  };
  return usageError("ProfileUnusable", text, message("real.no-credentials.hint"));
}

/** For the programs we start: the provider plug-in reads these by itself. */
export function accessVariables({ credentials, region }: CloudAccess): Readonly<Record<string, string>> {
  const { secretId, secretKey, token } = credentials;
  return {
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_REGION: region,
    ...(token ? { TENCENTCLOUD_SECURITY_TOKEN: token } : {}),
  };
}
