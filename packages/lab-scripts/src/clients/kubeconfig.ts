import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, resolve } from "node:path";
import { parse } from "yaml";
import { LabError, usageError } from "../lab-error.ts";
import { message } from "../text/translate.ts";

interface Named {
  readonly name: string;
}

interface ContextEntry extends Named {
  readonly context: { readonly cluster: string; readonly user: string; readonly namespace?: string };
}

interface ClusterEntry extends Named {
  readonly cluster: {
    readonly server: string;
    readonly "certificate-authority-data"?: string;
    readonly "certificate-authority"?: string;
    readonly "insecure-skip-tls-verify"?: boolean;
    readonly "tls-server-name"?: string;
  };
}

interface UserEntry extends Named {
  readonly user: {
    readonly token?: string;
    readonly tokenFile?: string;
    readonly "client-certificate-data"?: string;
    readonly "client-certificate"?: string;
    readonly "client-key-data"?: string;
    readonly "client-key"?: string;
    readonly exec?: unknown;
    readonly "auth-provider"?: unknown;
  };
}

interface KubeconfigFile {
  readonly "current-context"?: string;
  readonly contexts?: readonly ContextEntry[] | null;
  readonly clusters?: readonly ClusterEntry[] | null;
  readonly users?: readonly UserEntry[] | null;
}

/** How to reach one API server, as Node's TLS takes it. */
export interface Connection {
  readonly server: URL;
  readonly headers: Record<string, string>;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** A context of a kubeconfig. */
export interface KubeAccess {
  readonly connection: Connection;
  readonly context: string;
  /** The context's name for the cluster; TKE's own files use the cluster's id. */
  readonly cluster: string;
  readonly namespace: string;
}

/** One file's text, and where it lies, since it may name other files by relative paths. */
export interface KubeconfigText {
  readonly text: string;
  /** Its name where it is somebody's own; absent: it is one that the lab fetched. */
  readonly file?: string;
  readonly folder: string;
}

/**
 * The files that kubectl would read: the one named, else those of KUBECONFIG, else ~/.kube/config.
 *
 * @throws LabError `NoKubeconfig`, `KubeconfigUnreadable`
 */
export function findKubeconfig(environment: NodeJS.ProcessEnv, named: string | null): readonly KubeconfigText[] {
  const home = environment["HOME"] ?? homedir();
  const listed = (environment["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  const files = named !== null ? [named] : listed.length > 0 ? listed : [resolve(home, ".kube/config")];
  const found = files.flatMap((file): KubeconfigText[] => {
    try {
      return [{ file, text: readFileSync(file, "utf8"), folder: dirname(resolve(file)) }];
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      // kubectl passes over files of the list that aren't there.
      if (reason === "ENOENT" && named === null) return [];
      throw usageError(
        "KubeconfigUnreadable",
        message("real.kubeconfig-unreadable", { file, reason }),
        message("kube.none.hint"),
      );
    }
  });
  if (found.length === 0) {
    throw new LabError("NoKubeconfig", message("kube.none", { files: files.join(", ") }), message("kube.none.hint"));
  }
  return found;
}

/**
 * Reads a context with static credentials (token or client certificate), which is what the sandbox and TKE hand out.
 *
 * @param context null: the current one
 * @throws LabError `KubeconfigUnusable`, `NoSuchContext`, `KubeconfigPlugin`
 */
export function readKubeconfig(files: readonly KubeconfigText[], context: string | null = null): KubeAccess {
  const names = files.flatMap(({ file }) => file ?? []).join(", ");
  const parsed = files.map(({ text, folder, file = "" }) => ({ file: parseFile(text, file), folder }));
  const current = context ?? parsed.map(({ file }) => file["current-context"]).find(Boolean);
  const contexts = parsed.flatMap(({ file }) => file.contexts ?? []);
  const chosen = contexts.find(({ name }) => name === current)?.context;
  if (context !== null && chosen === undefined) {
    throw usageError(
      "NoSuchContext",
      message("kube.no-context", { context }),
      message("kube.no-context.hint", { known: contexts.map(({ name }) => name).join(", ") || "-" }),
    );
  }
  const cluster = pick(parsed, ({ clusters }) => clusters, chosen?.cluster);
  const user = pick(parsed, ({ users }) => users, chosen?.user);
  if (chosen === undefined || cluster === null || user === null) throw unusable(names);
  return {
    connection: connectionOf(cluster.entry.cluster, cluster.folder, user.entry.user, user.folder, names),
    context: current ?? "",
    cluster: chosen.cluster,
    namespace: chosen.namespace ?? "default",
  };
}

function parseFile(text: string, name: string): KubeconfigFile {
  let found: unknown;
  try {
    found = parse(text) ?? {};
  } catch {
    throw unusable(name);
  }
  if (typeof found !== "object") throw unusable(name);
  return found as KubeconfigFile;
}

function pick<T extends Named>(
  parsed: readonly { readonly file: KubeconfigFile; readonly folder: string }[],
  list: (file: KubeconfigFile) => readonly T[] | null | undefined,
  name: string | undefined,
): { readonly entry: T; readonly folder: string } | null {
  for (const { file, folder } of parsed) {
    const entry = list(file)?.find((one) => one.name === name);
    if (entry !== undefined) return { entry, folder };
  }
  return null;
}

function connectionOf(
  cluster: ClusterEntry["cluster"],
  clusterFolder: string,
  user: UserEntry["user"],
  userFolder: string,
  names: string,
): Connection {
  const token = user.token ?? readNamed(user.tokenFile, userFolder)?.trim();
  const cert = decode(user["client-certificate-data"]) ?? readNamed(user["client-certificate"], userFolder);
  const key = decode(user["client-key-data"]) ?? readNamed(user["client-key"], userFolder);
  if (!token && !key) {
    if (user.exec !== undefined || user["auth-provider"] !== undefined) {
      throw new LabError("KubeconfigPlugin", message("kube.plugin"), message("kube.plugin.hint"));
    }
    throw unusable(names);
  }
  const ca =
    decode(cluster["certificate-authority-data"]) ?? readNamed(cluster["certificate-authority"], clusterFolder);
  const server = URL.parse(cluster.server);
  if (server?.protocol !== "https:") throw unusable(names);
  return {
    server,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(ca ? { ca } : {}),
    ...(cert && key ? { cert, key } : {}),
    ...(cluster["tls-server-name"] ? { servername: cluster["tls-server-name"] } : {}),
    ...(cluster["insecure-skip-tls-verify"] === true ? { rejectUnauthorized: false } : {}),
  };
}

function decode(data: string | undefined): string | undefined {
  return data === undefined ? undefined : Buffer.from(data, "base64").toString("utf8");
}

function readNamed(file: string | undefined, folder: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw usageError(
      "KubeconfigUnreadable",
      message("real.kubeconfig-unreadable", { file, reason }),
      message("kube.none.hint"),
    );
  }
}

/** @param names of the files that are somebody's own; empty: the lab's, which `up` fetches anew */
function unusable(names: string): LabError {
  return names === ""
    ? new LabError("KubeconfigUnusable", message("kube.kubeconfig-unusable"), message("kube.kubeconfig-unusable.hint"))
    : new LabError("KubeconfigUnusable", message("kube.file-unusable", { names }), message("kube.file-unusable.hint"));
}
