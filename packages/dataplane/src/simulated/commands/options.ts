/** A program's options: by the names they are given on the command line, with or without a value. */
export type OptionSpec = Readonly<Record<string, { readonly key: string; readonly value: boolean }>>;

export interface Options {
  readonly flags: ReadonlySet<string>;
  /** In order; the last of a key counts unless the program says otherwise. */
  readonly values: readonly (readonly [key: string, value: string])[];
  readonly operands: readonly string[];
  readonly problem: OptionProblem | null;
}

export interface OptionProblem {
  readonly kind: "unknown" | "no-value";
  /** As it was given: `-m`, `--nope`. */
  readonly option: string;
}

/**
 * Read options as getopt does: `-sS`, `-m3`, `-m 3`, `--max-time=3`, `--max-time 3`, operands anywhere, `--` ends options.
 * The first that isn't known ends the reading.
 */
export function readOptions(args: readonly string[], spec: OptionSpec): Options {
  const flags = new Set<string>();
  const values: [string, string][] = [];
  const operands: string[] = [];
  const rest = [...args];
  const result = (problem: OptionProblem | null): Options => ({ flags, values, operands, problem });
  while (rest.length > 0) {
    const arg = rest.shift()!;
    if (arg === "--") return (operands.push(...rest), result(null));
    if (!arg.startsWith("-") || arg === "-") {
      operands.push(arg);
      continue;
    }
    const problem = arg.startsWith("--")
      ? readLong(arg, spec, rest, flags, values)
      : readShort(arg, spec, rest, flags, values);
    if (problem !== null) return result(problem);
  }
  return result(null);
}

export function lastValue({ values }: Options, key: string): string | null {
  return values.findLast(([name]) => name === key)?.[1] ?? null;
}

function readLong(
  arg: string,
  spec: OptionSpec,
  rest: string[],
  flags: Set<string>,
  values: [string, string][],
): OptionProblem | null {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const option = spec[name];
  if (option === undefined) return { kind: "unknown", option: name };
  if (!option.value) return (flags.add(option.key), null);
  const value = equals < 0 ? rest.shift() : arg.slice(equals + 1);
  if (value === undefined) return { kind: "no-value", option: name };
  values.push([option.key, value]);
  return null;
}

function readShort(
  arg: string,
  spec: OptionSpec,
  rest: string[],
  flags: Set<string>,
  values: [string, string][],
): OptionProblem | null {
  for (let at = 1; at < arg.length; at++) {
    const name = `-${arg[at]!}`;
    const option = spec[name];
    if (option === undefined) return { kind: "unknown", option: name };
    if (!option.value) {
      flags.add(option.key);
      continue;
    }
    const value = at + 1 < arg.length ? arg.slice(at + 1) : rest.shift();
    if (value === undefined) return { kind: "no-value", option: name };
    values.push([option.key, value]);
    return null;
  }
  return null;
}

/** Seconds, as `3` or `0.5`; null where it is none. */
export function readSeconds(text: string): number | null {
  return /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) * 1000 : null;
}
