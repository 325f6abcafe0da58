import { utf8Length } from "../encoding.ts";
import { resolvePath } from "../files.ts";
import { headerOf } from "../http.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { readUrl, type CurlUrl } from "./curl/url.ts";
import { describeFailure, dial } from "../dial.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { lastValue, readOptions, readSeconds, type OptionSpec } from "./options.ts";

const SPEC: OptionSpec = {
  "-q": { key: "quiet", value: false },
  "--quiet": { key: "quiet", value: false },
  "-S": { key: "headers", value: false },
  "--server-response": { key: "headers", value: false },
  "--spider": { key: "spider", value: false },
  "-O": { key: "output", value: true },
  "--output-document": { key: "output", value: true },
  "-T": { key: "timeout", value: true },
  "--timeout": { key: "timeout", value: true },
  "--connect-timeout": { key: "timeout", value: true },
  "-t": { key: "tries", value: true },
  "--tries": { key: "tries", value: true },
};

/** wget's exit statuses. */
const EXIT = { ok: 0, usage: 2, file: 3, network: 4, server: 8 } as const;

export const wget: Command = {
  name: "wget",
  summary: { zh: "下载一个网页", en: "fetch a page" },
  run: async (context) => {
    const options = readOptions(context.args, SPEC);
    const url = options.operands[0] === undefined ? null : readUrl(options.operands[0]);
    if (options.problem !== null || url === null || url.scheme !== "http") {
      const complaint =
        options.problem === null
          ? "missing or unsupported URL (http only)"
          : `unrecognized option '${options.problem.option}'`;
      context.stderr.write(`wget: ${complaint}\nUsage: wget [-q] [-S] [--spider] [-O FILE] [-T SECONDS] URL\n`);
      return EXIT.usage;
    }
    const say = (line: string): void => (options.flags.has("quiet") ? undefined : context.stderr.write(`${line}\n`));
    const limitMs = readSeconds(lastValue(options, "timeout") ?? "") || Infinity;
    const output = lastValue(options, "output") ?? (url.target.split(/[/?]/).at(-1) || "index.html");
    return fetchPage(context, url, {
      limitMs,
      output,
      spider: options.flags.has("spider"),
      headers: options.flags.has("headers"),
      say,
    });
  },
};

interface Wish {
  readonly limitMs: number;
  readonly output: string;
  readonly spider: boolean;
  readonly headers: boolean;
  readonly say: (line: string) => void;
}

async function fetchPage(context: CommandContext, url: CurlUrl, wish: Wish): Promise<number> {
  const address = chooseAddress(lookUp(url.host, context.shell.place), null);
  if (address === null) {
    wish.say(`wget: unable to resolve host address ‘${url.host}’`);
    return EXIT.network;
  }
  const attempt = await dial(context.shell, context.stderr, context.job, address, url.port, wish.limitMs);
  const trying = `Connecting to ${url.host}:${url.port}...`;
  if (attempt.kind !== "connected") {
    wish.say(`${trying} failed: ${describeFailure(attempt)}.`);
    return EXIT.network;
  }
  wish.say(`${trying} connected.`);
  const method = wish.spider ? "HEAD" : "GET";
  const headers = [
    ["Host", url.authority],
    ["User-Agent", "Wget/1.21.3"],
    ["Accept", "*/*"],
  ] as const;
  const response = attempt.server({ method, target: url.target, headers, body: "", from: attempt.source });
  wish.say(`HTTP request sent, awaiting response... ${response.status} ${response.reason}`);
  if (wish.headers) for (const [name, value] of response.headers) context.stderr.write(`  ${name}: ${value}\n`);
  if (response.status >= 400) {
    wish.say(`ERROR ${response.status}: ${response.reason}.`);
    return EXIT.server;
  }
  wish.say(`Length: ${utf8Length(response.body)} [${headerOf(response.headers, "Content-Type") ?? "text/html"}]`);
  return wish.spider ? EXIT.ok : keep(context, wish, response.body);
}

function keep({ shell, stdout, stderr }: CommandContext, wish: Wish, body: string): number {
  if (wish.output === "-") {
    stdout.write(body);
    return EXIT.ok;
  }
  if (!shell.place.files.write(resolvePath(shell.folder, wish.output), body)) {
    stderr.write(`${wish.output}: No such file or directory\n`);
    return EXIT.file;
  }
  wish.say(`‘${wish.output}’ saved [${utf8Length(body)}]`);
  return EXIT.ok;
}
