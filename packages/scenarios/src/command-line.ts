import { expand } from "./placeholders.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import type { Command, Json } from "./step.ts";

/** How the lab's launcher is called where the line will be read; `./lab` from the top of the clone. */
export interface CommandLineOptions {
  readonly lab: string;
  /** Where tccli is sent, as the shell will read it (`"$PODPATH_CLOUD_ENDPOINT"`); absent: its own default, the real cloud. */
  readonly endpoint?: string;
}

/** The line an operator would type in a POSIX shell for a command; placeholders stay as they are. */
export function commandLine(command: Command, options: CommandLineOptions = { lab: "./lab" }): string {
  switch (command.kind) {
    case "kubectl":
      return [["kubectl", ...command.args], ...(command.pipe ?? [])].map(printWords).join(" | ");
    case "lab":
      return `${options.lab} ${printWords(command.args)}`;
    case "cloud": {
      const parameters = Object.entries(command.parameters).flatMap(([name, value]) => [`--${name}`, printJson(value)]);
      const line = printWords(["tccli", command.service, command.action, ...parameters]);
      return options.endpoint === undefined ? line : `${line} --endpoint ${options.endpoint}`;
    }
    default:
      return command satisfies never;
  }
}

/**
 * The same command with every placeholder filled in.
 *
 * @throws PlaceholderError if a value is missing
 */
export function expandCommand<C extends Command>(command: C, values: Partial<PlaceholderValues>): C {
  return expandStrings(command, values) as C;
}

function expandStrings(value: unknown, values: Partial<PlaceholderValues>): unknown {
  if (typeof value === "string") return expand(value, values);
  if (Array.isArray(value)) return value.map((item) => expandStrings(item, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandStrings(item, values)]));
}

/** tccli takes plain strings as they are and everything else as JSON. */
function printJson(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function printWords(words: readonly string[]): string {
  return words.map(quote).join(" ");
}

/** An option's letters and a `name=` in front stay outside the quotes, as people write them: `-F'['`, `jsonpath='{…}'`. */
const PREFIX = /^(-[A-Za-z](?=\W)|[A-Za-z-]+=)?([^]*)$/;
const SAFE = /^[\w@%+=:,./{}-]+$/;
/** Double quotes also serve cmd.exe, so they are used wherever nothing inside would be expanded. */
const PLAIN = /^[^"$`\\!]+$/;

function quote(word: string): string {
  if (SAFE.test(word) && !word.includes("{.")) return word;
  const [, prefix = "", rest = ""] = PREFIX.exec(word)!;
  return prefix + (PLAIN.test(rest) && !rest.includes("{.") ? `"${rest}"` : `'${rest.replaceAll("'", `'\\''`)}'`);
}
