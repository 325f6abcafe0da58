import { resolvePath } from "../files.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { operandsOf } from "./lines.ts";

/** Programs that look at files or change them. */
export const FILES: readonly Command[] = [
  { name: "ls", aliases: ["ll", "dir"], run: (context) => list(context) },
  {
    name: "pwd",
    run: ({ stdout, shell }) => {
      stdout.write(`${shell.folder}\n`);
      return 0;
    },
  },
  {
    name: "cd",
    run: ({ args, stderr, shell }) => {
      const folder = resolvePath(shell.folder, args[0] ?? shell.variables.get("HOME") ?? "/");
      if (!shell.place.files.isFolder(folder)) {
        stderr.write(`sh: cd: can't cd to ${args[0]}: No such file or directory\n`);
        return 1;
      }
      shell.folder = folder;
      return 0;
    },
  },
  {
    name: "rm",
    run: (context) => {
      const { args, stderr, shell } = context;
      const force = args.some((arg) => /^-\w*f/.test(arg));
      const missing = operandsOf(context).filter((name) => !shell.place.files.remove(resolvePath(shell.folder, name)));
      if (force || missing.length === 0) return 0;
      for (const name of missing) stderr.write(`rm: can't remove '${name}': ${problemWith(context, name)}\n`);
      return 1;
    },
  },
  {
    name: "touch",
    run: (context) => {
      const { files } = context.shell.place;
      const paths = operandsOf(context).map((name) => resolvePath(context.shell.folder, name));
      return paths.every((path) => files.write(path, files.read(path) ?? "")) ? 0 : 1;
    },
  },
  {
    name: "tee",
    run: async (context) => {
      const { args, stdin, stdout, shell, job } = context;
      const paths = operandsOf(context).map((name) => resolvePath(shell.folder, name));
      const { files } = shell.place;
      if (!args.includes("-a")) for (const path of paths) files.write(path, "");
      for (let piece = await stdin.read(job); piece !== null; piece = await stdin.read(job)) {
        stdout.write(piece);
        for (const path of paths) files.write(path, (files.read(path) ?? "") + piece);
      }
      return 0;
    },
  },
];

function problemWith({ shell }: CommandContext, name: string): string {
  return shell.place.files.isFolder(resolvePath(shell.folder, name)) ? "Is a directory" : "No such file or directory";
}

function list(context: CommandContext): number {
  const { args, stdout, stderr, shell } = context;
  const { files } = shell.place;
  const names = operandsOf(context);
  const lines = args.some((arg) => /^-\w*[l1]/.test(arg)) || context.name === "ll" || !stdout.isTerminal;
  let status = 0;
  for (const name of names.length === 0 ? ["."] : names) {
    const path = resolvePath(shell.folder, name);
    const found = files.isFolder(path) ? files.list(path) : files.read(path) === null ? null : [name];
    if (found === null) {
      stderr.write(`ls: ${name}: No such file or directory\n`);
      status = 1;
    } else if (names.length > 1 && files.isFolder(path)) stdout.write(`${name}:\n${arrange(found, lines)}`);
    else stdout.write(arrange(found, lines));
  }
  return status;
}

function arrange(names: readonly string[], lines: boolean): string {
  if (names.length === 0) return "";
  return lines ? names.map((name) => `${name}\n`).join("") : `${names.join("  ")}\n`;
}
