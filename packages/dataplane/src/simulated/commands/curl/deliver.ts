import { utf8Length } from "../../encoding.ts";
import { resolvePath } from "../../files.ts";
import type { CommandContext } from "../../shell/command.ts";
import { EXIT } from "./exit.ts";
import type { Ending } from "./fetch.ts";
import type { CurlOptions } from "./options.ts";
import { responseHead } from "./request.ts";
import { writeOut } from "./write-out.ts";

/** Show or keep what came. @returns the exit status */
export function deliver(
  context: CommandContext,
  options: CurlOptions,
  { exitCode, response }: Ending,
  index: number,
): number {
  if (response === null) return exitCode;
  const { flags } = options;
  const head = flags.has("head") || flags.has("include") ? `${responseHead(response).join("\r\n")}\r\n` : "";
  const text = head + (options.method === "HEAD" ? "" : response.body);
  const file = options.outputs[index];
  if (file === undefined || file === "-") {
    context.stdout.write(text);
    return exitCode;
  }
  const { shell } = context;
  if (shell.place.files.write(resolvePath(shell.folder, file), text)) return exitCode;
  context.stderr.write(`curl: (${EXIT.writeError}) Failure writing output to destination\n`);
  return EXIT.writeError;
}

/** `-w`. */
export function report(
  context: CommandContext,
  options: CurlOptions,
  ending: Ending,
  url: string,
  exitCode: number,
): void {
  const downloaded = options.method === "HEAD" ? 0 : utf8Length(ending.response?.body ?? "");
  const { text, unknown } = writeOut(options.writeOut!, {
    url,
    status: 0,
    method: options.method,
    scheme: "",
    contentType: "",
    remoteIp: "",
    remotePort: "0",
    localIp: "",
    headerBytes: 0,
    connects: 0,
    totalMs: 0,
    connectMs: 0,
    redirectUrl: "",
    ...ending.transfer,
    downloaded,
    exitCode,
    error: ending.error,
  });
  for (const name of unknown) context.stderr.write(`curl: unknown --write-out variable: '${name}'\n`);
  context.stdout.write(text);
}
