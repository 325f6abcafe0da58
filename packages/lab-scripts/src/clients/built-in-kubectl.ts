import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { parseArgs } from "node:util";
import { stringify } from "yaml";
import { optionIn, type Context } from "../context.ts";
import { LabError, usageError } from "../lab-error.ts";
import { joinStreams } from "../terminal.ts";
import { table } from "../text/table.ts";
import type { Pace } from "../pace.ts";
import { message } from "../text/translate.ts";
import { waitFor } from "../wait-for.ts";
import { evaluateJsonPath } from "./json-path.ts";
import { applyManifest, deleteManifest } from "./kube-apply.ts";
import { KubeApiError, type KubeClient, type KubeResource } from "./kube.ts";
import { rolloutOf } from "./rollout-status.ts";

const OPTIONS = {
  namespace: { type: "string", short: "n" },
  "all-namespaces": { type: "boolean", short: "A" },
  selector: { type: "string", short: "l" },
  output: { type: "string", short: "o" },
  filename: { type: "string", short: "f" },
  container: { type: "string", short: "c" },
  stdin: { type: "boolean", short: "i" },
  tty: { type: "boolean", short: "t" },
  tail: { type: "string" },
  "no-headers": { type: "boolean" },
} as const;

/** A rollout takes a second here, and minutes on a real cluster whose nodes pull images. */
const ROLLOUT_TIMEOUT_MS = 300_000;
const ROLLOUT_PACE: Pace = { firstMs: 100, growth: 1.5, longestMs: 2_000 };

type Values = ReturnType<typeof parse>["values"];

/**
 * `get`, `apply -f`, `delete`, `exec`, `logs`, `rollout status` over the same API calls and with the same output as kubectl, for a machine that
 * has none. Anything else is refused with the advice to install kubectl; nothing is half done.
 *
 * @returns the exit status kubectl would give
 */
export async function runBuiltInKubectl(context: Context, kube: KubeClient, words: readonly string[]): Promise<number> {
  const dashes = words.indexOf("--");
  const { values, positionals } = parse(dashes === -1 ? words : words.slice(0, dashes));
  const remote = dashes === -1 ? [] : words.slice(dashes + 1);
  const [verb, ...rest] = positionals;
  try {
    switch (verb) {
      case "get":
        return await get(context, kube, rest, values);
      case "apply":
      case "delete":
        return await applyOrDelete(context, kube, verb, rest, values);
      case "exec":
        return await exec(context, kube, rest, remote, values);
      case "logs":
        return await logs(context, kube, rest, values);
      case "rollout":
        if (rest[0] === "status") return await rolloutStatus(context, kube, rest.slice(1), values);
        throw notBuiltIn(`rollout ${rest[0] ?? ""}`);
      default:
        throw notBuiltIn(verb ?? "");
    }
  } catch (error) {
    if (!(error instanceof KubeApiError)) throw error;
    context.output.rawError(`Error from server (${error.reason}): ${error.message}\n`);
    return 1;
  }
}

function notBuiltIn(verb: string): LabError {
  return usageError("NoKubectl", message("kubectl.not-built-in", { verb }), message("kubectl.not-built-in.hint"));
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw notBuiltIn(optionIn((error as Error).message));
  }
}

interface ResourceInfo {
  readonly base: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Finds `pods`, `po`, `nec`, `deploy`, … in the server's own lists. */
async function findResource(kube: KubeClient, word: string): Promise<ResourceInfo> {
  const groups = await kube.json<{ groups: { preferredVersion: { groupVersion: string } }[] }>({ path: "/apis" });
  const bases = ["/api/v1", ...groups.groups.map((group) => `/apis/${group.preferredVersion.groupVersion}`)];
  for (const base of bases) {
    const { resources } = await kube.json<{
      resources: { name: string; singularName?: string; namespaced: boolean; shortNames?: string[] }[];
    }>({ path: base });
    const found = resources.find(
      ({ name, singularName, shortNames }) => name === word || singularName === word || shortNames?.includes(word),
    );
    if (found) return { base, plural: found.name, namespaced: found.namespaced };
  }
  throw new KubeApiError(404, "NotFound", `the server doesn't have a resource type "${word}"`);
}

function pathOf(resource: ResourceInfo, namespace: string | null, name?: string): string {
  const scope = resource.namespaced && namespace !== null ? `/namespaces/${namespace}` : "";
  return `${resource.base}${scope}/${resource.plural}${name ? `/${name}` : ""}`;
}

interface ServerTable {
  readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
  readonly rows?: readonly {
    readonly cells: readonly (string | number | boolean | null)[];
    readonly object?: { readonly metadata?: { readonly namespace?: string } };
  }[];
}

async function get({ output }: Context, kube: KubeClient, words: readonly string[], values: Values): Promise<number> {
  const [type, name] = words[0]?.includes("/") ? words[0].split("/", 2) : words;
  const resource = await findResource(kube, type ?? "");
  const everywhere = values["all-namespaces"] === true;
  const path = pathOf(resource, everywhere ? null : (values.namespace ?? "default"), name);
  const query = values.selector ? { labelSelector: values.selector } : {};
  const format = values.output ?? "";
  if (format === "" || format === "wide") {
    const accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    printTable(output, await kube.json<ServerTable>({ path, query, accept }), {
      wide: format === "wide",
      everywhere,
      headers: !values["no-headers"],
    });
    return 0;
  }
  const value = await kube.json<KubeResource & { items?: KubeResource[] }>({ path, query });
  if (format === "json") output.answer(value);
  else if (format === "yaml") output.raw(stringify(value));
  else if (format === "name") for (const one of value.items ?? [value]) output.line(`${type}/${one.metadata.name}`);
  else if (format.startsWith("jsonpath=")) output.raw(evaluateJsonPath(format.slice("jsonpath=".length), value));
  else
    throw usageError(
      "BadOption",
      message("usage.bad-value", { name: "output", value: format, allowed: "wide | json | yaml | name | jsonpath=…" }),
    );
  return 0;
}

function printTable(
  output: Context["output"],
  { columnDefinitions, rows = [] }: ServerTable,
  options: { readonly wide: boolean; readonly everywhere: boolean; readonly headers: boolean },
): void {
  if (rows.length === 0) return output.rawError("No resources found\n");
  const shown = columnDefinitions
    .map((column, i) => ({ ...column, i }))
    .filter((column) => options.wide || column.priority === 0);
  const head = shown.map((column) => column.name.toUpperCase());
  const body = rows.map((row) => [
    ...(options.everywhere ? [row.object?.metadata?.namespace ?? ""] : []),
    ...shown.map((column) => String(row.cells[column.i] ?? "")),
  ]);
  output.line(table([...(options.headers ? [[...(options.everywhere ? ["NAMESPACE"] : []), ...head]] : []), ...body]));
}

async function applyOrDelete(
  { output, folder }: Context,
  kube: KubeClient,
  verb: "apply" | "delete",
  words: readonly string[],
  values: Values,
): Promise<number> {
  if (values.filename) {
    const file = isAbsolute(values.filename) ? values.filename : join(folder.path("work"), values.filename);
    const manifest = readManifest(values.filename === "-" ? 0 : file);
    for (const one of await (verb === "apply" ? applyManifest : deleteManifest)(kube, manifest))
      output.line(`${one.object} ${one.done}`);
    return 0;
  }
  if (verb === "apply" || words.length === 0)
    throw usageError("WrongArguments", message("usage.wrong-arguments", { usage: `kubectl ${verb} -f <file>` }));
  const [type, ...names] = words[0]!.includes("/") ? words[0]!.split("/", 2) : words;
  const resource = await findResource(kube, type!);
  for (const name of names) {
    await kube.text({ method: "DELETE", path: pathOf(resource, values.namespace ?? "default", name) });
    output.line(`${type} "${name}" deleted`);
  }
  return 0;
}

function readManifest(file: string | 0): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new LabError(
      "NoManifest",
      message("kube.no-manifest", { file, reason: (error as NodeJS.ErrnoException).code ?? "" }),
      null,
      1,
    );
  }
}

/** `deploy/x` stands for the first of its Pods. */
async function podName(kube: KubeClient, namespace: string, word: string): Promise<string> {
  const [type, name] = word.split("/", 2);
  if (!name) return word;
  if (type === "pod" || type === "pods" || type === "po") return name;
  const owner = await kube.json<KubeResource>({ path: pathOf(await findResource(kube, type!), namespace, name) });
  const labels = (owner.spec?.["selector"] as { matchLabels?: Record<string, string> } | undefined)?.matchLabels ?? {};
  const labelSelector = Object.entries(labels)
    .map((pair) => pair.join("="))
    .join(",");
  const pods = await kube.json<{ items: KubeResource[] }>({
    path: `/api/v1/namespaces/${namespace}/pods`,
    query: { labelSelector },
  });
  const first = pods.items.find((pod) => pod.status?.["phase"] === "Running") ?? pods.items[0];
  if (!first) throw new KubeApiError(404, "NotFound", `no pods of ${word}`);
  return first.metadata.name;
}

async function exec(
  context: Context,
  kube: KubeClient,
  words: readonly string[],
  remote: readonly string[],
  values: Values,
): Promise<number> {
  const namespace = values.namespace ?? "default";
  const command = remote.length > 0 ? remote : words.slice(1);
  if (!words[0] || command.length === 0)
    throw usageError("WrongArguments", message("usage.wrong-arguments", { usage: "kubectl exec <pod> -- <command>" }));
  const pod = {
    namespace,
    name: await podName(kube, namespace, words[0]),
    ...(values.container ? { container: values.container } : {}),
  };
  const { streams, leave } = joinStreams(context, {
    interactive: values.stdin === true,
    terminal: values.tty === true,
  });
  try {
    const result = await kube.exec(pod, command, streams);
    if (result.kind === "failed") throw new KubeApiError(500, result.reason, result.message);
    if (result.status !== 0) context.output.rawError(`command terminated with exit code ${result.status}\n`);
    return result.status;
  } finally {
    leave();
  }
}

/** Says where it stands whenever that changes, until it is done. @throws LabError `TimedOut` */
async function rolloutStatus(
  { output }: Context,
  kube: KubeClient,
  words: readonly string[],
  values: Values,
): Promise<number> {
  const [type = "", name] = words[0]?.includes("/") ? words[0].split("/", 2) : words;
  const path = pathOf(await findResource(kube, type), values.namespace ?? "default", name);
  let said = "";
  await waitFor(
    `${type}/${name}`,
    ROLLOUT_TIMEOUT_MS,
    async () => {
      const { done, text } = rolloutOf(await kube.json<KubeResource>({ path }));
      if (text !== said) output.line(text);
      said = text;
      return done ? true : null;
    },
    ROLLOUT_PACE,
  );
  return 0;
}

async function logs({ output }: Context, kube: KubeClient, words: readonly string[], values: Values): Promise<number> {
  const namespace = values.namespace ?? "default";
  const name = await podName(kube, namespace, words[0] ?? "");
  const query = {
    ...(values.container ? { container: values.container } : {}),
    ...(values.tail ? { tailLines: values.tail } : {}),
  };
  output.raw(await kube.text({ path: `/api/v1/namespaces/${namespace}/pods/${name}/log`, query, accept: "*/*" }));
  return 0;
}
