import type { ExecEnd } from "@podpath/access-path";
import type { Lab } from "./lab.ts";
import { capabilitiesOf, limitArguments, type SandboxKind } from "./sandbox.ts";

/** The sandbox that a command is run in. */
export interface Place {
  readonly kind: SandboxKind;
  /** Host pid of the sandbox's PID 1. */
  readonly hostPid: number;
  readonly env: Readonly<Record<string, string>>;
}

export interface Command extends Place {
  readonly argv: readonly string[];
}

/**
 * Looks for the command as a container runtime does and reports on descriptor 3: a shell's own status 127 could as well be the
 * command's. No report at all means that the sandbox could not be entered.
 */
const FIND = `
found=
case $1 in
  */*) found=$1 ;;
  *) IFS=:; for dir in $PATH; do if [ -x "$dir/$1" ] && [ ! -d "$dir/$1" ]; then found=$dir/$1; break; fi; done; unset IFS ;;
esac
if [ ! -e "$found" ]; then echo not-found >&3; exit 127; fi
if [ ! -x "$found" ] || [ -d "$found" ]; then echo not-permitted >&3; exit 126; fi
`;

export const RUN_WITH_PIPES = `${FIND}echo found >&3
exec 3>&- "$@"`;

/**
 * `script` gives the command a terminal of the sandbox's own and keeps its status, but takes one string for a shell. That string
 * is this fixed one; the words travel in the environment, which the eval only numbers. Only from inside it is the command said to
 * be found: by then `script` hands on what is typed, and nothing outside echoes it.
 */
const WITH_WORDS =
  'echo found; n=$PODPATH_WORDS i=0; set --; while [ "$i" -lt "$n" ]; do ' +
  'eval "set -- \\"\\$@\\" \\"\\$PODPATH_WORD_$i\\"; unset PODPATH_WORD_$i"; i=$((i+1)); done; ' +
  'unset PODPATH_WORDS SHELL n i; exec "$@"';

export const RUN_ON_TERMINAL = `exec 3>&1
${FIND}
exec 3>&-
i=0; for word; do export "PODPATH_WORD_$i=$word"; i=$((i+1)); done
export PODPATH_WORDS=$i SHELL=/bin/sh
exec "$0" -qefc '${WITH_WORDS}' /dev/null
`;

/**
 * How a command gets into its sandbox, and what it may do there. Its environment comes from a Pod's spec (think of LD_PRELOAD), so
 * it is set inside, after everything is given up.
 */
export function commandArguments(lab: Lab, command: Command, runner: string): readonly string[] {
  const { nsenter, prlimit, script, setpriv } = lab.programs;
  const namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid"];
  const enter = [nsenter, "-t", String(command.hostPid), "--user", "--preserve-credentials", ...namespaces, "--"];
  const bounding = ["-all", ...capabilitiesOf(command.kind).map((name) => `+${name}`)].join(",");
  const drop = [setpriv, "--no-new-privs", "--inh-caps=-all", `--bounding-set=${bounding}`, "--"];
  const env = ["/usr/bin/env", "-i", "--", ...Object.entries(command.env).map(([name, value]) => `${name}=${value}`)];
  // $0 is what RUN_ON_TERMINAL becomes.
  const run = ["/bin/sh", "-c", runner, script, ...command.argv];
  return [prlimit, ...limitArguments(), ...enter, ...drop, ...env, ...run];
}

/** Of a process that SIGKILL ended, which is how the kernel ends what is in a lab when the lab goes. */
export const KILLED = 137; // 128 + SIGKILL

/**
 * @param status of what was run, whether it came as far as the command or not
 * @param report what the finder said
 */
export function endOf(status: number, report: string, { argv }: Command): ExecEnd {
  const name = argv[0] ?? "";
  switch (report.trim()) {
    case "found":
      return { kind: "exited", status };
    case "not-found":
      return refusal(
        "not-found",
        name,
        name.includes("/") ? "no such file or directory" : "executable file not found in $PATH",
      );
    case "not-permitted":
      return refusal("not-permitted", name, "permission denied");
    default:
      // Killed on its way, or there was no way in.
      if (status === KILLED) return { kind: "exited", status };
      return refusal("no-such-target", name, "the container has ended or cannot take another process");
  }
}

/** In the words of a container runtime, which kubectl's users know. */
function refusal(reason: "no-such-target" | "not-found" | "not-permitted", name: string, why: string): ExecEnd {
  return { kind: "not-started", reason, message: `exec: ${JSON.stringify(name)}: ${why}` };
}
