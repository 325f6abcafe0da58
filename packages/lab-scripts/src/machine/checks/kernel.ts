import { existsSync, readFileSync } from "node:fs";
import { probeNetns, type NetnsProbe } from "@podpath/dataplane/netns";
import type { Context } from "../../context.ts";
import { listed, message, type Text } from "../../text/translate.ts";
import { findProgram } from "../find-program.ts";
import { installCommand, missingPrograms, unpackedPrograms } from "../system-programs.ts";
import { bad, note, ok, type Finding } from "./finding.ts";

export function checkPrograms({ environment }: Context): Finding {
  if (process.platform !== "linux") return note("programs", message("doctor.programs-not-linux"));
  const missing = missingPrograms(environment["PATH"]);
  if (missing.length === 0) return ok("programs", message("doctor.programs-ok"));
  const command = installCommand(missing, environment["PATH"]);
  const fix = command ? message("programs.missing.hint", { command }) : message("programs.missing.no-manager");
  return bad("programs", message("programs.missing", { programs: listed(missing) }), fix);
}

/** Everything that the data plane asks of the kernel is done once, in a lab that is gone afterwards. */
export async function checkKernel(context: Context): Promise<Finding> {
  const probed = await probeNetns(unpackedPrograms());
  if (probed.ok) return ok("kernel", message("doctor.kernel-ok"));
  if (probed.reason === "not-linux") return note("kernel", message("dataplane.why.not-linux"));
  if (probed.reason === "programs-missing") return note("kernel", message("doctor.kernel-untried"));
  const why = message(`dataplane.why.${probed.reason}`);
  const detail = probed.detail.split("\n").at(-1)!;
  const refused = message("doctor.kernel-refused", { why: "@", detail });
  const text = { zh: refused.zh.replace("@", why.zh), en: refused.en.replace("@", why.en) };
  return bad("kernel", text, ...fixesOf(probed.reason, context));
}

function fixesOf(
  reason: Exclude<Extract<NetnsProbe, { ok: false }>["reason"], "not-linux" | "programs-missing">,
  context: Context,
): readonly Text[] {
  switch (reason) {
    case "namespaces-refused":
      return [...(inContainer() ? [message("doctor.namespaces.in-container")] : []), ...namespaceFixes(context)];
    case "nftables-refused":
      return [message("doctor.nftables-fix")];
    case "links-refused":
      return [message("doctor.links-fix")];
    case "sandbox-refused":
      return [message("doctor.sandbox-fix")];
    default:
      return reason satisfies never;
  }
}

function inContainer(): boolean {
  return existsSync("/.dockerenv") || existsSync("/run/.containerenv");
}

/** Three ways, the one that changes least first; each says what it weakens and how it is undone. */
function namespaceFixes({ environment }: Context): readonly Text[] {
  const switches = switchesInTheWay();
  return [
    message("doctor.namespaces.apparmor", {
      command: appArmorCommand(environment["PATH"]),
      undo: "sudo apparmor_parser -R /etc/apparmor.d/podpath && sudo rm /etc/apparmor.d/podpath",
    }),
    message("doctor.namespaces.sysctl", {
      command: switches.map((setting) => `   sudo sysctl -w ${setting}`).join("\n"),
    }),
    message("doctor.namespaces.keep", {
      command: `   echo '${switches.join("\n")}' | sudo tee /etc/sysctl.d/60-podpath.conf && sudo sysctl --system`,
    }),
    message("doctor.namespaces.not-sudo"),
  ];
}

/** https://documentation.ubuntu.com/security/security-features/privilege-restriction/apparmor/ */
function appArmorCommand(path: string | undefined): string {
  const programs = ["unshare", "bwrap"].map(
    (name) => findProgram(name, path, { alsoSystem: true }) ?? `/usr/bin/${name}`,
  );
  const profiles = programs.map((file, i) => `profile podpath-${i} ${file} flags=(unconfined) { userns, }`);
  return [
    "   sudo tee /etc/apparmor.d/podpath >/dev/null <<'EOF'",
    "abi <abi/4.0>,",
    "include <tunables/global>",
    ...profiles,
    "EOF",
    "   sudo apparmor_parser -r /etc/apparmor.d/podpath",
  ].join("\n");
}

/** The switch differs by distribution: only those that stand in the way here are named. */
const SWITCHES = [
  { name: "kernel.apparmor_restrict_unprivileged_userns", denies: (value: number) => value === 1, allow: 0 },
  { name: "kernel.unprivileged_userns_clone", denies: (value: number) => value === 0, allow: 1 },
  { name: "user.max_user_namespaces", denies: (value: number) => value < 100, allow: 15_000 },
] as const;

/** @returns `name=value` each */
function switchesInTheWay(): readonly string[] {
  const inTheWay = SWITCHES.filter(({ name, denies }) => {
    const value = readSetting(name);
    return value !== null && denies(value);
  });
  const named = inTheWay.length > 0 ? inTheWay : SWITCHES.slice(0, 1);
  return named.map(({ name, allow }) => `${name}=${allow}`);
}

function readSetting(name: string): number | null {
  try {
    return Number(readFileSync(`/proc/sys/${name.replaceAll(".", "/")}`, "latin1"));
  } catch {
    return null;
  }
}
