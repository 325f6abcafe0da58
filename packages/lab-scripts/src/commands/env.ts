import type { Command } from "../context.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { withLoopback } from "../machine/environment.ts";
import { message } from "../text/translate.ts";

const PRINTERS = {
  sh: (name: string, value: string) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
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
    const { output, folder, environment } = context;
    const shell = String(values["shell"] ?? (process.platform === "win32" ? "pwsh" : "sh"));
    if (!(shell in PRINTERS))
      throw usageError(
        "BadOption",
        message("usage.bad-value", { name: "shell", value: shell, allowed: "sh | pwsh | cmd" }),
      );
    const lab = await openLab(context);
    const { learner, region } = lab.info.account;
    const noProxy = withLoopback(environment["NO_PROXY"] ?? environment["no_proxy"]);
    const variables = {
      KUBECONFIG: folder.path("kubeconfig"),
      TENCENTCLOUD_SECRET_ID: learner.secretId,
      TENCENTCLOUD_SECRET_KEY: learner.secretKey,
      TENCENTCLOUD_REGION: region,
      PODPATH_CLOUD_ENDPOINT: lab.info.cloudUrl,
      NO_PROXY: noProxy,
      no_proxy: noProxy,
    };
    if (output.json) output.answer(variables);
    else
      for (const [name, value] of Object.entries(variables))
        output.line(PRINTERS[shell as keyof typeof PRINTERS](name, value));
    return EXIT.passed;
  },
};
