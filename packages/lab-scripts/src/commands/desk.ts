import { spawn } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import type { Command, Context } from "../context.ts";
import { openLab } from "../lab.ts";
import { findProgram } from "../machine/find-program.ts";
import { childEnvironment } from "../machine/environment.ts";
import type { LabFile } from "../lab-folder.ts";
import { labVariables } from "../lab-variables.ts";
import { quoteForSh } from "../quote.ts";
import { listed, message } from "../text/translate.ts";

export const desk: Command = {
  name: "desk",
  group: "look",
  usage: "",
  summary: message("desk.summary"),
  details: message("desk.details"),
  async run(context) {
    const lab = await openLab(context);
    writeLaunchers(context);
    const { environment, folder, output, root } = context;
    const programs = ["lab", "kubectl", ...(findProgram("tccli", environment["PATH"]) ? ["tccli"] : [])];
    output.say(message("desk.welcome", { programs: listed(programs) }));
    const env = {
      ...childEnvironment(environment),
      ...labVariables(context, lab),
      PATH: [folder.path("desk"), `${root}/node_modules/.bin`, environment["PATH"] ?? ""].join(delimiter),
      // What is to outlast the lab is written there.
      PODPATH_DESK_FROM: process.cwd(),
      PS1: "[podpath]$ ",
    };
    return new Promise((resolve, reject) => {
      const [shell, ...args] = shellOf(environment["PATH"]);
      const child = spawn(shell, args, { stdio: "inherit", env, cwd: folder.path("work") });
      child.on("error", reject);
      child.on("exit", (status) => resolve(status ?? 0));
    });
  },
};

/** Without the learner's own start-up files, which would set the prompt and perhaps the variables again. */
function shellOf(path: string | undefined): readonly [string, ...string[]] {
  if (process.platform === "win32") return ["powershell.exe", "-NoLogo", "-NoProfile"];
  const bash = findProgram("bash", path);
  return bash ? [bash, "--norc", "--noprofile", "-i"] : ["/bin/sh", "-i"];
}

const WINDOWS = process.platform === "win32";
type Launcher = Extract<LabFile, "desk/lab" | "work/lab" | "desk/kubectl" | "desk/tccli">;

/**
 * `lab` (and `./lab`, as the guide writes it), tccli pointed at the sandbox, and `kubectl` where the machine has none, as programs
 * on the desk's PATH.
 */
function writeLaunchers({ folder, root, environment }: Context): void {
  const lab = WINDOWS ? `${root}\\lab.cmd` : `${root}/lab`;
  const write = (name: Launcher, text: string): void => {
    folder.writeText(fileOf(name), text);
    chmodSync(folder.path(fileOf(name)), 0o700);
  };
  write("desk/lab", launcher(lab));
  write("work/lab", launcher(lab));
  if (findProgram("kubectl", environment["PATH"])) folder.remove(fileOf("desk/kubectl"));
  else write("desk/kubectl", launcher(lab, "kubectl"));
  const tccli = findProgram("tccli", environment["PATH"]);
  if (tccli) write("desk/tccli", WINDOWS ? tccliBatch(lab, tccli) : tccliScript(lab, tccli));
  else folder.remove(fileOf("desk/tccli"));
}

/** Keys and port are asked for each time: a `reset` gives new ones. The guide's lines name no endpoint; the last one counts. */
function tccliScript(lab: string, tccli: string): string {
  return [
    "#!/bin/sh",
    `variables=$(${quoteForSh(lab)} env --shell sh) || exit`,
    'eval "$variables"',
    `exec ${quoteForSh(tccli)} "$@" --endpoint "$PODPATH_CLOUD_ENDPOINT"`,
    "",
  ].join("\n");
}

function tccliBatch(lab: string, tccli: string): string {
  return [
    `@for /f "delims=" %%v in ('call "${lab}" env --shell cmd') do @%%v`,
    `@"${tccli}" %* --endpoint %PODPATH_CLOUD_ENDPOINT%`,
    "",
  ].join("\r\n");
}

function fileOf(name: Launcher): LabFile {
  return WINDOWS ? `${name}.cmd` : name;
}

function launcher(program: string, before = ""): string {
  if (WINDOWS) return `@${[`"${program}"`, before, "%*"].filter(Boolean).join(" ")}\r\n`;
  return `#!/bin/sh\nexec ${[quoteForSh(program), before, '"$@"'].filter(Boolean).join(" ")}\n`;
}
