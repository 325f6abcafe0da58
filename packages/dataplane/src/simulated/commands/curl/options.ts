import { lastValue, readOptions, readSeconds, type OptionSpec } from "../options.ts";

const flag = (key: string) => ({ key, value: false }) as const;
const value = (key: string) => ({ key, value: true }) as const;

/** The options that people use to try a connection; those that change nothing here are taken and ignored. */
const SPEC: OptionSpec = {
  "-s": flag("silent"),
  "--silent": flag("silent"),
  "-S": flag("show-error"),
  "--show-error": flag("show-error"),
  "-v": flag("verbose"),
  "--verbose": flag("verbose"),
  "-i": flag("include"),
  "--include": flag("include"),
  "-I": flag("head"),
  "--head": flag("head"),
  "-f": flag("fail"),
  "--fail": flag("fail"),
  "-q": flag("ignored"),
  "--disable": flag("ignored"),
  "-k": flag("ignored"),
  "--insecure": flag("ignored"),
  "-L": flag("location"),
  "--location": flag("location"),
  "-N": flag("ignored"),
  "--no-buffer": flag("ignored"),
  "-#": flag("silent-progress"),
  "--no-progress-meter": flag("silent-progress"),
  "-4": flag("ipv4"),
  "--ipv4": flag("ipv4"),
  "-6": flag("ipv6"),
  "--ipv6": flag("ipv6"),
  "-V": flag("version"),
  "--version": flag("version"),
  "-h": flag("help"),
  "--help": flag("help"),
  "-g": flag("ignored"),
  "--globoff": flag("ignored"),
  "--http1.1": flag("ignored"),
  "-o": value("output"),
  "--output": value("output"),
  "-w": value("write-out"),
  "--write-out": value("write-out"),
  "-m": value("max-time"),
  "--max-time": value("max-time"),
  "--connect-timeout": value("connect-timeout"),
  "-X": value("request"),
  "--request": value("request"),
  "-H": value("header"),
  "--header": value("header"),
  "-A": value("user-agent"),
  "--user-agent": value("user-agent"),
  "-d": value("data"),
  "--data": value("data"),
  "-e": value("referer"),
  "--referer": value("referer"),
  "--noproxy": value("ignored"),
  "--local-port": value("ignored"),
  "--url": value("url"),
};

export interface CurlOptions {
  readonly flags: ReadonlySet<string>;
  readonly urls: readonly string[];
  readonly outputs: readonly string[];
  readonly headers: readonly string[];
  readonly method: string;
  readonly data: string | null;
  readonly userAgent: string | null;
  readonly referer: string | null;
  readonly writeOut: string | null;
  /** ms; Infinity where none was asked for. */
  readonly maxMs: number;
  readonly connectMs: number;
  readonly family: 4 | 6 | null;
}

/** @returns the options, or curl's own words for what is wrong with them */
export function readCurlOptions(args: readonly string[]): CurlOptions | { readonly complaint: string } {
  const read = readOptions(args, SPEC);
  const { flags, values, operands, problem } = read;
  if (problem !== null) {
    const what = problem.kind === "unknown" ? "is unknown" : "requires parameter";
    return { complaint: `option ${problem.option}: ${what}` };
  }
  const limits: Record<string, number> = { "max-time": Infinity, "connect-timeout": Infinity };
  for (const [key, text] of values) {
    if (!(key in limits)) continue;
    const ms = readSeconds(text);
    if (ms === null) return { complaint: `option ${optionNameOf(key, args)}: expected a proper numerical parameter` };
    // Zero means no limit.
    limits[key] = ms === 0 ? Infinity : ms;
  }
  const all = (key: string): string[] => values.filter(([name]) => name === key).map(([, text]) => text);
  const data = all("data").join("&");
  return {
    flags,
    urls: [...all("url"), ...operands],
    outputs: all("output"),
    headers: all("header"),
    method: lastValue(read, "request") ?? (flags.has("head") ? "HEAD" : data === "" ? "GET" : "POST"),
    data: data === "" ? null : data,
    userAgent: lastValue(read, "user-agent"),
    referer: lastValue(read, "referer"),
    writeOut: lastValue(read, "write-out"),
    maxMs: limits["max-time"]!,
    connectMs: limits["connect-timeout"]!,
    family: flags.has("ipv4") ? 4 : flags.has("ipv6") ? 6 : null,
  };
}

function optionNameOf(key: string, args: readonly string[]): string {
  const short = key === "max-time" ? "-m" : null;
  return short !== null && args.some((arg) => arg.startsWith(short)) ? short : `--${key}`;
}
