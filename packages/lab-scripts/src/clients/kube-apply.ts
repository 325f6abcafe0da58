import { parseAllDocuments } from "yaml";
import { usageError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import { KubeApiError, type KubeClient, type KubeResource } from "./kube.ts";

/** What one object of a manifest came to, in kubectl's words: `deployment.apps/my-deployment created`. */
export interface Applied {
  readonly object: string;
  readonly done: "created" | "configured" | "unchanged" | "deleted" | "not found";
}

interface Kind {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The server's own list of kinds, asked once a call. */
async function kindOf(kube: KubeClient, apiVersion: string, kind: string): Promise<Kind> {
  const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = await kube.json<{ resources: { name: string; kind: string; namespaced: boolean }[] }>({ path });
  const found = resources.find((one) => one.kind === kind && !one.name.includes("/"));
  if (!found) throw usageError("UnknownKind", message("kube.unknown-kind", { kind, apiVersion }));
  return { plural: found.name, namespaced: found.namespaced };
}

type Wanted = Pick<KubeResource, "apiVersion" | "kind"> & {
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

/** Reads a manifest of one or more YAML documents. @throws LabError (usage) that names the line */
export function parseManifest(text: string): readonly Wanted[] {
  return parseAllDocuments(text).flatMap((document) => {
    const problem = "errors" in document ? document.errors[0] : undefined;
    if (problem) throw usageError("BadManifest", message("kube.bad-manifest", { reason: problem.message }));
    const value = (document as { toJS(): unknown }).toJS() as Wanted | null;
    if (value === null) return [];
    if (
      typeof value.kind === "string" &&
      typeof value.apiVersion === "string" &&
      typeof value.metadata?.name === "string"
    )
      return [value];
    throw usageError("BadManifest", message("kube.bad-manifest", { reason: "apiVersion, kind, metadata.name" }));
  });
}

/** Creates what isn't there and merges the manifest into what is. */
export async function applyManifest(kube: KubeClient, manifest: string): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const wanted of parseManifest(manifest)) applied.push(await applyOne(kube, wanted));
  return applied;
}

async function applyOne(kube: KubeClient, manifest: Wanted): Promise<Applied> {
  const kind = await kindOf(kube, manifest.apiVersion, manifest.kind);
  const collection = collectionPath(manifest, kind);
  const object = nameOf(manifest);
  const wanted = withLastApplied(manifest);
  try {
    await kube.json({ method: "POST", path: collection, body: wanted });
    return { object, done: "created" };
  } catch (error) {
    if (!(error instanceof KubeApiError && error.reason === "AlreadyExists")) throw error;
  }
  const path = `${collection}/${wanted.metadata.name}`;
  const before = await kube.json<KubeResource>({ path });
  const after = await kube.json<KubeResource>({
    method: "PATCH",
    path,
    body: wanted,
    contentType: "application/merge-patch+json",
  });
  return {
    object,
    done: before.metadata.resourceVersion === after.metadata.resourceVersion ? "unchanged" : "configured",
  };
}

/** What kubectl itself leaves on an object, so that a learner's own `kubectl apply` goes on from here. */
function withLastApplied(
  manifest: Wanted,
): Wanted & { readonly metadata: { readonly annotations: Record<string, string> } } {
  const { annotations, ...metadata } = manifest.metadata as Wanted["metadata"] & {
    readonly annotations?: Record<string, string>;
  };
  const lastApplied = `${JSON.stringify({ ...manifest, metadata: { annotations: annotations ?? {}, namespace: "default", ...metadata } })}\n`;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      annotations: { ...annotations, "kubectl.kubernetes.io/last-applied-configuration": lastApplied },
    },
  };
}

export async function deleteManifest(kube: KubeClient, manifest: string): Promise<readonly Applied[]> {
  const deleted: Applied[] = [];
  for (const wanted of parseManifest(manifest)) {
    const path = `${collectionPath(wanted, await kindOf(kube, wanted.apiVersion, wanted.kind))}/${wanted.metadata.name}`;
    const done = await kube.text({ method: "DELETE", path }).then(
      () => "deleted" as const,
      (error: unknown) => {
        if (error instanceof KubeApiError && error.status === 404) return "not found" as const;
        throw error;
      },
    );
    deleted.push({ object: nameOf(wanted), done });
  }
  return deleted;
}

function nameOf({ apiVersion, kind, metadata }: Wanted): string {
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

function collectionPath({ apiVersion, metadata }: Wanted, kind: Kind): string {
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return kind.namespaced
    ? `${base}/namespaces/${metadata.namespace ?? "default"}/${kind.plural}`
    : `${base}/${kind.plural}`;
}
