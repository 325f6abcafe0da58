import { parseArgs, type ParseArgsConfig } from "node:util";
import { usageError, type LabError } from "./lab-error.ts";
import { nearest } from "./text/nearest.ts";
import type { LabFolder } from "./lab-folder.ts";
import type { Output } from "./output.ts";
import { message, type Language, type Text } from "./text/translate.ts";

/** Options that every command of ours takes, before or after its name. */
export interface GlobalOptions {
  readonly language: Language | null;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly dataPlane: "auto" | "kernel" | "simulated";
  /** `--require kernel`: rather fail than go on with a simulation. */
  readonly requireKernel: boolean;
  /** Where `up` builds; later commands go by what is up. */
  readonly target: "sandbox" | "tke";
}

/** All that a command gets: nothing of ours reads the process's own state but through here. */
export interface Context {
  readonly options: GlobalOptions;
  readonly output: Output;
  readonly folder: LabFolder;
  /** Of the repository. */
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  /** How the learner starts us, for the lines we tell them to type: `./lab` or `lab`. */
  readonly invocation: string;
}

type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;

/** A verb of the lab command, as data. */
export interface Command {
  readonly name: string;
  readonly summary: Text;
  /** After the name: `[scenario] [--empty]`. */
  readonly usage: string;
  /** More to know, shown by `--help`. */
  readonly details?: Text;
  readonly options?: OptionsConfig;
  /** How many words may follow; absent: none. */
  readonly positionals?: { readonly min: number; readonly max: number };
  /** It works where no lab ever was, and where none could be kept. */
  readonly needsNoFolder?: true;
  /** Everything after the name belongs to another program: `kubectl`; `own-help`: but not a `--help` right there, as with `exec`. */
  readonly passThrough?: true | "own-help";
  readonly group: "life" | "look" | "mend" | "grade";
  /** @returns the exit status */
  run(
    context: Context,
    words: readonly string[],
    values: Readonly<Record<string, string | boolean | undefined>>,
  ): Promise<number>;
}

const GLOBAL_OPTIONS = {
  lang: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  dataplane: { type: "string" },
  require: { type: "string" },
  target: { type: "string" },
} as const satisfies OptionsConfig;

export interface ParsedLine {
  readonly command: Command | null;
  readonly options: GlobalOptions;
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** Reads a command line. @throws LabError (usage) that names what it could not understand */
export function parseLine(argv: readonly string[], commands: readonly Command[]): ParsedLine {
  const at = verbIndex(argv);
  const name = argv[at];
  const before = parse(argv.slice(0, at), GLOBAL_OPTIONS);
  if (name === undefined) return { command: null, options: readGlobal(before.values), words: [], values: {} };
  const command = findCommand(name, commands);
  const rest = argv.slice(at + 1);
  if (command.passThrough) {
    const options = readGlobal(before.values);
    // The other program's own help is asked for behind its name.
    const help = options.help || (command.passThrough === "own-help" && /^(--help|-h)$/.test(rest[0] ?? ""));
    return { command, options: { ...options, help }, words: rest, values: {} };
  }
  const after = parse(rest, { ...GLOBAL_OPTIONS, ...command.options });
  const { min, max } = command.positionals ?? { min: 0, max: 0 };
  const options = readGlobal({ ...before.values, ...after.values });
  if (!options.help && (after.positionals.length < min || after.positionals.length > max)) {
    throw usageError(
      "WrongArguments",
      message("usage.wrong-arguments", { usage: `${name} ${command.usage}`.trim() }),
      message("usage.see-command-help", { name }),
    );
  }
  return { command, options, words: after.positionals, values: after.values };
}

/** @throws LabError (usage) that says which may be meant */
export function findCommand(name: string, commands: readonly Command[]): Command {
  const found = commands.find((one) => one.name === name);
  if (found) return found;
  throw unknownCommand(name, commands);
}

function unknownCommand(name: string, commands: readonly Command[]): LabError {
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  const hint = meant === null ? message("usage.see-help") : message("usage.did-you-mean", { name: meant });
  return usageError("UnknownCommand", message("usage.unknown-command", { name }), hint);
}

/** The first word that is neither a global option nor a global option's value. */
function verbIndex(argv: readonly string[]): number {
  let i = 0;
  while (argv[i]?.startsWith("-")) {
    const name = argv[i]!.replace(/^--?/, "") as keyof typeof GLOBAL_OPTIONS;
    i += GLOBAL_OPTIONS[name]?.type === "string" ? 2 : 1;
  }
  return i;
}

function parse(args: readonly string[], options: OptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as {
      values: Record<string, string | boolean | undefined>;
      positionals: string[];
    };
  } catch (error) {
    throw explainParse(error as Error & { readonly code?: string }, options);
  }
}

/** Node's parser speaks English alone: what it says is told by its code and by the option that it names. */
function explainParse({ code, message: reason }: Error & { readonly code?: string }, options: OptionsConfig): LabError {
  const name = optionIn(reason);
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return unknownOption(name, options);
  const takesValue = options[name.replace(/^-+/, "")]?.type === "string";
  const text = message(takesValue ? "usage.option-needs-value" : "usage.option-takes-no-value", { name });
  return usageError("BadOption", text, message("usage.see-help"));
}

/** The option that a message of Node's parser is about. */
export function optionIn(reason: string): string {
  return /'(?:-\w, )?(-[^' <=]*)/.exec(reason)?.[1] ?? "";
}

function unknownOption(name: string, options: OptionsConfig): LabError {
  const meant = nearest(
    name,
    Object.keys(options).map((one) => `--${one}`),
  );
  const hint = meant === null ? message("usage.see-help") : message("usage.did-you-mean", { name: meant });
  return usageError("BadOption", message("usage.unknown-option", { name }), hint);
}

function readGlobal(values: Readonly<Record<string, string | boolean | undefined>>): GlobalOptions {
  const requireKernel = oneOf("require", values["require"], ["kernel"] as const, null) === "kernel";
  if (requireKernel && values["dataplane"] === "simulated")
    throw usageError("BadOption", message("usage.kernel-and-simulated"), message("usage.see-help"));
  return {
    language: oneOf("lang", values["lang"], ["zh", "en"] as const, null),
    json: values["json"] === true,
    help: values["help"] === true,
    version: values["version"] === true,
    dataPlane: oneOf(
      "dataplane",
      values["dataplane"],
      ["auto", "kernel", "simulated"] as const,
      requireKernel ? "kernel" : "auto",
    ),
    requireKernel,
    target: oneOf("target", values["target"], ["sandbox", "tke"] as const, "sandbox"),
  };
}

function oneOf<const T extends string, D>(
  name: string,
  value: string | boolean | undefined,
  allowed: readonly T[],
  absent: D,
): T | D {
  if (value === undefined) return absent;
  const found = allowed.find((one) => one === value);
  if (found) return found;
  throw usageError(
    "BadOption",
    message("usage.bad-value", { name, value: String(value), allowed: allowed.join(" | ") }),
    message("usage.see-help"),
  );
}
