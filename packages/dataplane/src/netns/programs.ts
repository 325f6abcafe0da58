import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** Every program that the kernel data plane runs, with the Debian package that brings it. */
export const PACKAGE_OF = {
  bwrap: "bubblewrap",
  curl: "curl",
  ip: "iproute2",
  mount: "mount",
  nft: "nftables",
  nginx: "nginx-light",
  nsenter: "util-linux",
  ping: "iputils-ping",
  prlimit: "util-linux",
  script: "bsdutils",
  setpriv: "util-linux",
  ss: "iproute2",
  unshare: "util-linux",
} as const;

export type ProgramName = keyof typeof PACKAGE_OF;
export type Programs = Readonly<Record<ProgramName, string>>;

/** An ordinary user's PATH has no sbin, yet everybody may run what lies there. */
const SYSTEM_DIRS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Where an unpacked Debian package keeps its programs. */
const UNPACKED_DIRS = ["usr/sbin", "usr/bin", "sbin", "bin"];

/**
 * Look for the programs on PATH, in the system's directories, and in packages unpacked under `programsDir`.
 *
 * @returns absolute paths, and the names of those that are nowhere
 */
export function findPrograms(
  path: readonly string[],
  programsDir?: string,
): { readonly found: Partial<Programs>; readonly missing: readonly ProgramName[] } {
  const unpacked = programsDir === undefined ? [] : UNPACKED_DIRS.map((dir) => join(programsDir, dir));
  const dirs = [...path, ...SYSTEM_DIRS, ...unpacked];
  const found: Partial<Record<ProgramName, string>> = {};
  const missing: ProgramName[] = [];
  for (const name of Object.keys(PACKAGE_OF) as ProgramName[]) {
    const file = dirs.map((dir) => join(dir, name)).find(isExecutable);
    if (file === undefined) missing.push(name);
    else found[name] = file;
  }
  return { found, missing };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
