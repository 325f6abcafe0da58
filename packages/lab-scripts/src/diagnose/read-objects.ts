import { matchesLabels, requirementsOf, type LabelSelector } from "@podpath/emulator";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import type { KubeNode, KubePod, Refusal } from "../real-cluster/answers.ts";
import { listObjects, refusalOf } from "../real-cluster/read-answers.ts";

/** As much of a NetworkPolicy as says whether it concerns a Pod. */
export interface KubeNetworkPolicy {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly egress?: readonly unknown[];
  };
}

/** What the Kubernetes API showed, with whatever rights there were. */
export interface ClusterObjects {
  readonly nodes: readonly KubeNode[];
  readonly pods: readonly KubePod[];
  /** Only the namespaces in question could be listed. */
  readonly podsOfNamespaces: boolean;
  readonly refused: readonly Refusal[];
}

/**
 * Nodes and Pods. Who may not list them all sees those of the namespaces in question; nodes are then known by the address that a
 * Pod's status names.
 *
 * @throws KubeApiError when even those Pods may not be listed, or the token is nobody's
 */
export async function readObjects(kube: KubeClient, namespaces: readonly string[]): Promise<ClusterObjects> {
  const refused: Refusal[] = [];
  const [nodes, pods] = await Promise.all([
    listOr(kube, "kube.list nodes", "/api/v1/nodes", refused) as Promise<readonly KubeNode[] | null>,
    listOr(kube, "kube.list pods", "/api/v1/pods", refused) as Promise<readonly KubePod[] | null>,
  ]);
  const seen = pods ?? (await readNamespaces(kube, namespaces));
  return { nodes: nodes ?? nodesOf(seen), pods: seen, podsOfNamespaces: pods === null, refused };
}

async function listOr(kube: KubeClient, call: string, path: string, refused: Refusal[]): Promise<unknown> {
  try {
    return await listObjects(kube, path);
  } catch (error) {
    if (!(error instanceof KubeApiError) || error.status !== 403) throw error;
    refused.push(refusalOf(call, error));
    return null;
  }
}

async function readNamespaces(kube: KubeClient, namespaces: readonly string[]): Promise<readonly KubePod[]> {
  const lists = [...new Set(namespaces)].map((name) => listObjects<KubePod>(kube, `/api/v1/namespaces/${name}/pods`));
  return (await Promise.all(lists)).flat();
}

/** Nodes as Pods' statuses know them: by name and address. */
function nodesOf(pods: readonly KubePod[]): readonly KubeNode[] {
  const addresses = new Map(
    pods.flatMap(({ spec: { nodeName }, status }) =>
      nodeName !== undefined && status?.hostIP !== undefined ? [[nodeName, status.hostIP] as const] : [],
    ),
  );
  return [...addresses].map(([name, address]) => ({
    metadata: { name, uid: "" },
    status: { addresses: [{ type: "InternalIP", address }] },
  }));
}

/** NetworkPolicies of one namespace; none where the cluster doesn't know them; null: they may not be read. */
export async function readNetworkPolicies(
  kube: KubeClient,
  namespace: string,
): Promise<readonly KubeNetworkPolicy[] | null> {
  try {
    return await listObjects(kube, `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`);
  } catch (error) {
    if (error instanceof KubeApiError && error.status === 404) return [];
    if (error instanceof KubeApiError && error.status === 403) return null;
    throw error;
  }
}

/** Does the policy filter this direction of a Pod with these labels? An empty selector selects every Pod of the namespace. */
export function selects(
  { spec = {} }: KubeNetworkPolicy,
  labels: Readonly<Record<string, string>>,
  direction: "ingress" | "egress",
): boolean {
  const types = spec.policyTypes ?? ["Ingress", ...(spec.egress === undefined ? [] : ["Egress"])];
  const named = types.some((type) => type.toLowerCase() === direction);
  return named && matchesLabels(labels, requirementsOf(spec.podSelector ?? {}));
}
