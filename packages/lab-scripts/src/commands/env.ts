import type { Command } from "../context.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { labVariables } from "../lab-variables.ts";
import { openLab } from "../lab.ts";
import { quoteForSh } from "../quote.ts";
import { message } from "../text/translate.ts";

const PRINTERS = {
  sh: (name: string, value: string) => `export ${name}=${quoteForSh(value)}`,
  pwsh: (name: string, value: string) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  cmd: (name: string, value: string) => `set "${name}=${value}"`,
} as const;

export const env: Command = {
  name: "env",
  group: "look",
  usage: "[--shell sh|pwsh|cmd]",
  summary: message("env.summary"),
  details: message("env.details"),
  options: { shell: { type: "string" } },
  async run(context, _words, values) {
    const { output } = context;
    const shell = String(values["shell"] ?? (process.platform === "win32" ? "pwsh" : "sh"));
    if (!(shell in PRINTERS))
      throw usageError(
        "BadOption",
        message("usage.bad-value", { name: "shell", value: shell, allowed: "sh | pwsh | cmd" }),
      );
    const variables = labVariables(context, await openLab(context));
    if (output.json) output.answer(variables);
    else
      for (const [name, value] of Object.entries(variables))
        output.line(PRINTERS[shell as keyof typeof PRINTERS](name, value));
    return EXIT.passed;
  },
};
