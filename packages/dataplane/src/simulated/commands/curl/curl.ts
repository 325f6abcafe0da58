import type { Command, CommandContext } from "../../shell/command.ts";
import { TAG } from "../../voice.ts";
import { deliver, report } from "./deliver.ts";
import { EXIT } from "./exit.ts";
import { fetchUrl, malformed } from "./fetch.ts";
import { readCurlOptions, type CurlOptions } from "./options.ts";
import { VERSION } from "./request.ts";
import { readUrl } from "./url.ts";

export const curl: Command = {
  name: "curl",
  summary: { zh: "发 HTTP 请求", en: "make an HTTP request" },
  run: async (context) => {
    const options = readCurlOptions(context.args);
    if ("complaint" in options) return usage(context, `curl: ${options.complaint}`);
    if (options.flags.has("version")) return say(context, `curl ${VERSION} ${TAG}\nProtocols: http\n`);
    if (options.flags.has("help")) return say(context, HELP);
    if (options.urls.length === 0) return usage(context, "curl: no URL specified!");
    let status: number = EXIT.ok;
    for (const [index, url] of options.urls.entries()) status = await transferOne(context, options, url, index);
    return status;
  },
};

const HELP = `Usage: curl [options...] <url>
 ${TAG} -s -S -v -i -I -f -L -4 -6 -o FILE -w FORMAT -m SECONDS --connect-timeout SECONDS -X METHOD -H HEADER -d DATA -A AGENT
`;

function say(context: CommandContext, text: string): number {
  context.stdout.write(text);
  return EXIT.ok;
}

function usage(context: CommandContext, complaint: string): number {
  context.stderr.write(`${complaint}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
  return EXIT.usage;
}

async function transferOne(
  context: CommandContext,
  options: CurlOptions,
  text: string,
  index: number,
): Promise<number> {
  const url = readUrl(text);
  const ending = url === null ? malformed() : await fetchUrl(context, options, url);
  const status = deliver(context, options, ending, index);
  const noisy = !options.flags.has("silent") || options.flags.has("show-error");
  if (ending.error !== "" && noisy) context.stderr.write(`curl: (${ending.exitCode}) ${ending.error}\n`);
  if (options.writeOut !== null) report(context, options, ending, url?.text ?? text, status);
  return status;
}
