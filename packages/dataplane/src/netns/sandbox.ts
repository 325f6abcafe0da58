import type { SandboxFile } from "./pod-files.ts";

/** What containerd gives a container by default; names as bubblewrap and setpriv know them. */
const POD_CAPABILITIES = [
  "audit_write",
  "chown",
  "dac_override",
  "fowner",
  "fsetid",
  "kill",
  "mknod",
  "net_bind_service",
  "net_raw",
  "setfcap",
  "setgid",
  "setpcap",
  "setuid",
  "sys_chroot",
] as const;

/** Bounds against a Pod or a shell that runs away, as prlimit's options. */
const LIMITS = {
  nproc: 512, // processes and threads of one Pod or node
  core: 0, // bytes
} as const;

/** `net_admin` makes routes, rules and addresses of its own network namespace a node's own business. */
export type SandboxKind = "pod" | "node";

export function capabilitiesOf(kind: SandboxKind): readonly string[] {
  return kind === "node" ? [...POD_CAPABILITIES, "net_admin"] : POD_CAPABILITIES;
}

export function limitArguments(): readonly string[] {
  return Object.entries(LIMITS).map(([name, limit]) => `--${name}=${limit}:${limit}`);
}

const SANDBOX_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export interface SandboxSpec {
  readonly kind: SandboxKind;
  readonly hostname: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly SandboxFile[];
  readonly machine: Machine;
}

/** Where a sandbox shows unpacked programs. */
export const UNPACKED = "/opt/programs";

/** What of this machine a sandbox shows. */
export interface Machine {
  /** Names in / that are links into /usr, with their targets; the others are directories. */
  readonly rootLinks: ReadonlyMap<string, string>;
  /** Where nginx looks for pages; in a file system of its own, so that a Pod may write there. */
  readonly pageDirectory: string;
  /** Unpacked programs, shown at `UNPACKED`. */
  readonly programsDir: string | null;
}

/** bubblewrap reads each file's text from a descriptor; 0 to 2 are the workload's own. */
export const FIRST_FILE_FD = 3;

/** A sandbox's files live in memory: at most this much, in bytes. */
const SCRATCH_BYTES = 64 * 1024 * 1024;

/**
 * bubblewrap's arguments for one container: its own processes, mounts and hostname in the network of the namespaces that it
 * is started in. Of this machine it shows /usr and what the dynamic linker needs, read-only; the workload is PID 1.
 */
export function sandboxArguments(spec: SandboxSpec): readonly string[] {
  const namespaces = ["--unshare-pid", "--unshare-uts", "--hostname", spec.hostname];
  const env = Object.entries(spec.env).flatMap(([name, value]) => ["--setenv", name, value]);
  const capabilities = capabilitiesOf(spec.kind).flatMap((name) => ["--cap-add", `CAP_${name.toUpperCase()}`]);
  return [
    ...namespaces,
    "--die-with-parent",
    "--as-pid-1",
    ...rootArguments(spec),
    ...fileArguments(spec),
    "--clearenv",
    ...env,
    "--cap-drop",
    "ALL",
    ...capabilities,
    "--",
    ...spec.argv,
  ];
}

const SYSTEM_DIRECTORIES = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];
const LINKER_FILES = ["/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"];
const OWN_DIRECTORIES = ["/tmp", "/run", "/root", "/var/log/nginx", "/var/lib/nginx"];

function rootArguments({ kind, machine }: SandboxSpec): readonly string[] {
  const system = SYSTEM_DIRECTORIES.flatMap((name) => {
    const target = machine.rootLinks.get(name);
    return target === undefined ? ["--ro-bind-try", `/${name}`, `/${name}`] : ["--symlink", target, `/${name}`];
  });
  const unpacked = machine.programsDir === null ? [] : ["--ro-bind", machine.programsDir, UNPACKED];
  const page = machine.pageDirectory.startsWith("/usr/") ? scratch(machine.pageDirectory) : [];
  return [
    ...scratch("/"),
    "--ro-bind",
    "/usr",
    "/usr",
    ...system,
    ...LINKER_FILES.flatMap((file) => ["--ro-bind-try", file, file]),
    ...unpacked,
    ...page,
    "--proc",
    "/proc",
    // As in a container: settings can be read. A node's own network settings are its business.
    ...(kind === "pod" ? ["--ro-bind", "/proc/sys", "/proc/sys"] : []),
    "--dev",
    "/dev",
    ...scratch("/dev/shm"),
    ...OWN_DIRECTORIES.flatMap((directory) => ["--dir", directory]),
  ];
}

function scratch(directory: string): readonly string[] {
  return ["--size", String(SCRATCH_BYTES), "--tmpfs", directory];
}

function fileArguments({ files }: SandboxSpec): readonly string[] {
  return files.flatMap(({ path }, index) => ["--perms", "0644", "--file", String(FIRST_FILE_FD + index), path]);
}

/** Environment of everything in a sandbox; a container's own variables come on top. */
export function sandboxEnv(hostname: string, machine: Machine): Readonly<Record<string, string>> {
  const unpacked = `${UNPACKED}/usr/sbin:${UNPACKED}/usr/bin`;
  const path = machine.programsDir === null ? SANDBOX_PATH : `${SANDBOX_PATH}:${unpacked}`;
  return { PATH: path, HOSTNAME: hostname, HOME: "/root" };
}
