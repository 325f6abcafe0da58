import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LabError } from "../lab-error.ts";
import { listed, message, type Text } from "../text/translate.ts";
import { findProgram } from "./find-program.ts";

/** Program → the package that brings it, by package manager. What no table names is in every distribution's base. */
const PROGRAMS = {
  ip: { apt: "iproute2", dnf: "iproute", yum: "iproute", apk: "iproute2", pacman: "iproute2" },
  nft: { apt: "nftables", dnf: "nftables", yum: "nftables", apk: "nftables", pacman: "nftables" },
  curl: { apt: "curl", dnf: "curl", yum: "curl", apk: "curl", pacman: "curl" },
  ping: { apt: "iputils-ping", dnf: "iputils", yum: "iputils", apk: "iputils-ping", pacman: "iputils" },
  bwrap: { apt: "bubblewrap", dnf: "bubblewrap", yum: "bubblewrap", apk: "bubblewrap", pacman: "bubblewrap" },
  nginx: { apt: "nginx", dnf: "nginx", yum: "nginx", apk: "nginx", pacman: "nginx" },
  unshare: { apt: "util-linux", dnf: "util-linux", yum: "util-linux", apk: "util-linux-misc", pacman: "util-linux" },
  nsenter: { apt: "util-linux", dnf: "util-linux", yum: "util-linux", apk: "util-linux-misc", pacman: "util-linux" },
  setpriv: { apt: "util-linux", dnf: "util-linux", yum: "util-linux", apk: "setpriv", pacman: "util-linux" },
  // Which package of an RPM distribution has it differs by version; dnf and yum find it by the file.
  script: {
    apt: "bsdutils",
    dnf: "/usr/bin/script",
    yum: "/usr/bin/script",
    apk: "util-linux-misc",
    pacman: "util-linux",
  },
} as const;

type Program = keyof typeof PROGRAMS;

const MANAGERS = {
  apt: { program: "apt-get", install: ["apt-get", "install", "-y", "--no-install-recommends"] },
  dnf: { program: "dnf", install: ["dnf", "install", "-y"] },
  yum: { program: "yum", install: ["yum", "install", "-y"] },
  apk: { program: "apk", install: ["apk", "add"] },
  pacman: { program: "pacman", install: ["pacman", "-S", "--noconfirm"] },
} as const;

export type Manager = keyof typeof MANAGERS;

/**
 * nginx is unpacked here, not installed: installing it would start a server on the machine's port 80 and enable it at boot.
 * Readable by the unprivileged user that the lab runs as.
 */
const UNPACKED_PROGRAMS = "/var/lib/podpath/programs";
/** Debian's package that holds the binary has had different names. */
const NGINX_PACKAGES = ["nginx", "nginx-core", "nginx-light"];

/** What the data plane is told of them. */
export function unpackedPrograms(): { readonly programsDir?: string } {
  return existsSync(UNPACKED_PROGRAMS) ? { programsDir: UNPACKED_PROGRAMS } : {};
}

export function missingPrograms(path: string | undefined): readonly Program[] {
  return (Object.keys(PROGRAMS) as Program[]).filter((program) => {
    if (program === "nginx" && existsSync(join(UNPACKED_PROGRAMS, "usr/sbin/nginx"))) return false;
    return findProgram(program, path, { alsoSystem: true }) === null;
  });
}

/** The one command for a person to run; null where no known package manager is. */
export function installCommand(missing: readonly Program[], path: string | undefined): string | null {
  const manager = findManager(path);
  return manager && installCommandOf(manager, missing);
}

/** The same for one package manager. */
export function installCommandOf(manager: Manager, missing: readonly Program[]): string {
  return `sudo ${[...MANAGERS[manager].install, ...packagesOf(missing, manager)].join(" ")}`;
}

/**
 * Makes sure that what the kernel data plane runs is there: as root on a machine with apt, what is missing is installed (and
 * said) without starting any service or taking any port.
 *
 * @throws LabError `ProgramsMissing` with the one command to run, everywhere else
 */
export function ensurePrograms(environment: NodeJS.ProcessEnv, say: (text: Text) => void): void {
  const path = environment["PATH"];
  const missing = missingPrograms(path);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || findManager(path) !== "apt") throw programsMissing(missing, path);
  const toInstall = missing.filter((program) => program !== "nginx");
  say(message("programs.installing", { programs: listed(missing) }));
  if (toInstall.length > 0) apt(["install", "-y", "--no-install-recommends", ...packagesOf(toInstall, "apt")]);
  if (missing.includes("nginx")) unpackNginx();
  const still = missingPrograms(path);
  if (still.length > 0) throw programsMissing(still, path);
}

function programsMissing(missing: readonly Program[], path: string | undefined): LabError {
  const command = installCommand(missing, path);
  const hint = command ? message("programs.missing.hint", { command }) : message("programs.missing.no-manager");
  return new LabError("ProgramsMissing", message("programs.missing", { programs: listed(missing) }), hint);
}

function packagesOf(programs: readonly Program[], manager: Manager): readonly string[] {
  return [...new Set(programs.map((program) => PROGRAMS[program][manager]))];
}

function findManager(path: string | undefined): Manager | null {
  const managers = Object.keys(MANAGERS) as Manager[];
  return managers.find((manager) => findProgram(MANAGERS[manager].program, path, { alsoSystem: true })) ?? null;
}

/** Once with the lists that are there, once more with fresh ones: a new machine often has none. */
function apt(args: readonly string[], cwd = "/"): void {
  const run = (words: readonly string[]) =>
    spawnSync("apt-get", [...words], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    });
  const first = run(args);
  if (first.status === 0) return;
  const second = run(["update"]).status === 0 ? run(args) : first;
  if (second.status === 0) return;
  const reason = (second.stderr || first.stderr).trim().split("\n").slice(-3).join(" ");
  throw new LabError(
    "AptFailed",
    message("programs.apt-failed", { reason }),
    message("programs.apt-failed.hint", { command: `apt-get ${args.join(" ")}` }),
  );
}

function unpackNginx(): void {
  const folder = mkdtempSync(join(tmpdir(), "podpath-nginx-"));
  try {
    for (const name of NGINX_PACKAGES) {
      apt(["-o", "APT::Sandbox::User=root", "download", name], folder);
      const file = readdirSync(folder).find((one) => one.startsWith(`${name}_`));
      mkdirSync(UNPACKED_PROGRAMS, { recursive: true, mode: 0o755 });
      if (file) spawnSync("dpkg-deb", ["-x", join(folder, file), UNPACKED_PROGRAMS]);
      if (existsSync(join(UNPACKED_PROGRAMS, "usr/sbin/nginx"))) return;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
