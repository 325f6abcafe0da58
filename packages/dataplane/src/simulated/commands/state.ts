import type { Command, CommandContext } from "../shell/command.ts";
import { LoopJump, ShellExit } from "../shell/control.ts";

/** What changes the shell that runs it. */
export const STATE: readonly Command[] = [
  {
    name: "exit",
    aliases: ["logout"],
    summary: { zh: "离开", en: "leave" },
    run: ({ args, shell }) => {
      throw new ShellExit(args[0] === undefined ? shell.status : Number(args[0]) & 255);
    },
  },
  { name: "break", run: ({ args }) => jump("break", args) },
  { name: "continue", run: ({ args }) => jump("continue", args) },
  {
    name: "export",
    run: ({ args, shell }) => {
      for (const arg of args) {
        const equals = arg.indexOf("=");
        if (equals > 0) shell.variables.set(arg.slice(0, equals), arg.slice(equals + 1));
      }
      return 0;
    },
  },
  {
    name: "unset",
    run: ({ args, shell }) => {
      for (const name of args) shell.variables.delete(name);
      return 0;
    },
  },
  { name: "set", run: (context) => set(context) },
  {
    name: "shift",
    run: ({ args, shell }) => {
      const [name = "sh", ...rest] = shell.parameters;
      shell.parameters = [name, ...rest.slice(Number(args[0] ?? 1))];
      return 0;
    },
  },
  { name: "read", run: (context) => read(context) },
];

function jump(kind: "break" | "continue", args: readonly string[]): never {
  throw new LoopJump(kind, Math.max(1, Number(args[0] ?? 1) || 1));
}

/** Options such as `-e` are taken and change nothing; without arguments it shows the variables. */
function set({ args, stdout, shell }: CommandContext): number {
  const dashes = args.indexOf("--");
  if (dashes >= 0) shell.parameters = [shell.parameters[0] ?? "sh", ...args.slice(dashes + 1)];
  if (args.length === 0) stdout.write([...shell.variables].map(([name, value]) => `${name}='${value}'\n`).join(""));
  return 0;
}

async function read({ args, stdin, shell, job }: CommandContext): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith("-"));
  const line = await stdin.readLine(job);
  const words = (line ?? "").trim().split(/\s+/);
  for (const [index, name] of (names.length === 0 ? ["REPLY"] : names).entries()) {
    shell.variables.set(name, index === names.length - 1 ? words.slice(index).join(" ") : (words[index] ?? ""));
  }
  return line === null ? 1 : 0;
}
