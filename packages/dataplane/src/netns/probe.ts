import type { Snapshot } from "@podpath/access-path";
import { caller, callerPath, callerPlatform } from "./environment.ts";
import { FabricRules } from "./fabric-rules.ts";
import { Guest } from "./guest.ts";
import { identityOf } from "./identity.ts";
import { Lab } from "./lab.ts";
import { describeMachine } from "./machine.ts";
import { renderRuleset } from "./nft.ts";
import { findPrograms, PACKAGE_OF, type ProgramName, type Programs } from "./programs.ts";
import { sandboxEnv } from "./sandbox.ts";
import { Workload } from "./workload.ts";

/** What a machine can lack. `detail` is what the programs said, for a person who mends it. */
export type NetnsProbe = { readonly ok: true } | NotLinux | ProgramsMissing | Refused;

interface NotLinux {
  readonly ok: false;
  readonly reason: "not-linux";
  readonly detail: string;
}

interface ProgramsMissing {
  readonly ok: false;
  readonly reason: "programs-missing";
  readonly detail: string;
  readonly missing: readonly ProgramName[];
  /** Debian's and Ubuntu's names of the packages that bring them. */
  readonly packages: readonly string[];
}

interface Refused {
  readonly ok: false;
  /** Which part the kernel, or its configuration, refused. */
  readonly reason: "namespaces-refused" | "nftables-refused" | "links-refused" | "sandbox-refused";
  readonly detail: string;
}

/**
 * Find out whether this machine can carry the kernel data plane by doing each thing that it needs, in a lab that is gone
 * afterwards. Settings aren't read: what they mean differs by distribution, and a refusal says more.
 */
export async function probeNetns(options: { readonly programsDir?: string } = {}): Promise<NetnsProbe> {
  const platform = callerPlatform();
  if (platform !== "linux") {
    return { ok: false, reason: "not-linux", detail: `this is ${platform}; network namespaces are Linux's` };
  }
  const { found, missing } = findPrograms(callerPath(), options.programsDir);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => PACKAGE_OF[name]))];
    return { ok: false, reason: "programs-missing", detail: `not found: ${missing.join(", ")}`, missing, packages };
  }
  return tryLab(found as Programs, options.programsDir);
}

async function tryLab(programs: Programs, programsDir: string | undefined): Promise<NetnsProbe> {
  let reason: Refused["reason"] = "namespaces-refused";
  let lab: Lab | null = null;
  try {
    lab = await Lab.open(programs, identityOf("probe", caller()));
    reason = "nftables-refused";
    await new FabricRules(lab, "keep").apply(renderRuleset(NOTHING));
    reason = "links-refused";
    const guest = await tryLinks(lab);
    reason = "sandbox-refused";
    await trySandbox(lab, guest, programsDir);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    await lab?.close();
  }
}

const NOTHING: Snapshot = {
  revision: 0,
  region: "",
  vpc: { id: "", name: "", cidrs: [] },
  subnets: [],
  nodes: [],
  pods: [],
  securityGroups: [],
  addressTemplates: [],
  serviceTemplates: [],
  eniSecurityGroups: "unknown",
};

async function tryLinks(lab: Lab): Promise<Guest> {
  const guest = await Guest.open(lab, "probe", "node");
  const wire = [{ add: "link add wire type veth peer name eriw" }, { add: "link set wire up" }];
  const rule = [{ add: "rule add pref 512 to 192.0.2.1/32 lookup main" }];
  const complaints = await guest.apply([...wire, ...rule]);
  if (complaints !== "") throw new Error(complaints.trim());
  return guest;
}

async function trySandbox(lab: Lab, guest: Guest, programsDir: string | undefined): Promise<void> {
  const machine = describeMachine(programsDir);
  const env = sandboxEnv("probe", machine);
  const spec = { kind: "pod", hostname: "probe", argv: ["true"], env, files: [], machine } as const;
  const workload = await Workload.start(lab, guest, spec);
  const status = await workload.exited;
  if (status !== 0) throw new Error(`status ${status}: ${Buffer.from(workload.logs()).toString().trim()}`);
}
