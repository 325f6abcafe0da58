import { findCommand, type Command, type Context } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import { message } from "../text/translate.ts";

const GROUPS = ["life", "look", "mend", "grade"] as const satisfies readonly Command["group"][];

/** `lab help`, `lab help sg`: as `lab --help` and `lab sg --help`. */
export const help: Command = {
  name: "help",
  group: "life",
  usage: "[command]",
  summary: message("help.summary"),
  needsNoFolder: true,
  positionals: { min: 0, max: 1 },
  run: async (context, [name]) => {
    const { COMMANDS } = await import("./index.ts");
    if (name === undefined) return showHelp(context, COMMANDS);
    return showCommandHelp(context, findCommand(name, COMMANDS));
  },
};

const WIDEST_USAGE = 50;

export function showHelp({ output, invocation }: Context, commands: readonly Command[]): number {
  output.say(message("help.title"));
  output.line();
  output.line(`  ${invocation} [--lang zh|en] [--json] <${output.pick(message("help.command"))}> …`);
  for (const group of GROUPS) {
    output.line();
    output.line(output.bold(output.pick(message(`help.group.${group}`))));
    const rows = commands
      .filter((command) => command.group === group)
      .map((command) => [command.name, brief(command.usage), output.pick(command.summary)]);
    output.table(rows, { indent: 2 });
  }
  output.line();
  output.say(message("help.exit-status"));
  output.say(message("help.more", { invocation }));
  return EXIT.passed;
}

/** What would push the summaries out of sight is for the command's own help to say. */
function brief(usage: string): string {
  return usage.length > WIDEST_USAGE ? "…" : usage;
}

export function showCommandHelp({ output, invocation }: Context, command: Command): number {
  output.prose(`${invocation} ${command.name} ${command.usage}`.trimEnd());
  output.line();
  output.say(command.summary);
  if (command.details) {
    output.line();
    output.say(command.details);
  }
  return EXIT.passed;
}
