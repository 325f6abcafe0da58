import { usageError } from "../lab-error.ts";
import { message } from "../text/translate.ts";

/**
 * The part of kubectl's JSONPath that the guide uses: `{.a.b[0].c}`, `[*]`, `\.` inside a key, text between braces. Several
 * results are joined by a space; strings print bare, everything else as JSON.
 *
 * @throws LabError (usage) for filters, ranges and anything else
 */
export function evaluateJsonPath(template: string, value: unknown): string {
  return template.replaceAll(/\{([^}]*)\}/g, (_, path: string) => walk(path, value).map(print).join(" "));
}

function walk(path: string, root: unknown): readonly unknown[] {
  let found: readonly unknown[] = [root];
  let rest = path;
  while (rest !== "") {
    const key = /^\.((?:\\.|[^.[\\])+)/.exec(rest);
    const index = /^\[(\*|\d+)\]/.exec(rest);
    if (key) {
      const name = key[1]!.replaceAll("\\", "");
      found = found.flatMap((one) => (isObject(one) && name in one ? [one[name]] : []));
    } else if (index) {
      const at = index[1]!;
      found = found.flatMap((one) =>
        Array.isArray(one) ? (at === "*" ? one : one.slice(Number(at), Number(at) + 1)) : [],
      );
    } else {
      throw usageError("BadJsonPath", message("kubectl.bad-json-path", { path }), message("kubectl.not-built-in.hint"));
    }
    rest = rest.slice((key ?? index)![0].length);
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function print(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
