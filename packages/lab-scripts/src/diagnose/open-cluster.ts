import { createCloudClient, type CloudClient } from "../clients/cloud.ts";
import { connectKube, type KubeClient } from "../clients/kube.ts";
import { findKubeconfig, readKubeconfig, type KubeAccess } from "../clients/kubeconfig.ts";
import type { Context } from "../context.ts";
import { usageError } from "../lab-error.ts";
import { isLabRecord, openLab, type Lab } from "../lab.ts";
import { findAccess } from "../real-cluster/credentials.ts";
import { readPages } from "../real-cluster/read-pages.ts";
import { message, type Text } from "../text/translate.ts";

/** A cluster and the two APIs it is looked at through, wherever they came from. */
export interface OpenCluster {
  readonly region: string;
  readonly clusterId: string;
  readonly cloud: CloudClient;
  readonly kube: KubeClient;
  /** Where a Pod without a namespace is looked for. */
  readonly namespace: string;
  /** Of the cloud API, where it isn't the vendor's own: the sandbox's. */
  readonly endpoint: string | null;
  /** Said to the user first of all: whose cluster, by which credentials. */
  readonly source: Text;
  /** The drill that is up; null: somebody's cluster. */
  readonly lab: Lab | null;
}

export interface ClusterOptions {
  readonly kubeconfig: string | null;
  readonly kubeContext: string | null;
  readonly cluster: string | null;
  readonly region: string | null;
  readonly profile: string | null;
}

/**
 * The cluster that the options name, were it only its region or its credentials; without any, the lab that is up; without a lab, the one of KUBECONFIG or ~/.kube/config. Cloud
 * credentials as everywhere: environment, ~/.tccli, STS.
 *
 * @throws LabError that says what is missing
 */
export async function openCluster(context: Context, options: ClusterOptions): Promise<OpenCluster> {
  const { folder } = context;
  const named = Object.values(options).find((value) => value !== null) ?? null;
  if (named === null && folder.readJson("lab.json", isLabRecord)) return openOfLab(await openLab(context));
  return openOfKubeconfig(context, options);
}

async function openOfLab(lab: Lab): Promise<OpenCluster> {
  const { region } = lab.info.account;
  const clusterId = await lab.clusterId();
  const source = message(lab.record.real ? "diagnose.source.lab" : "diagnose.source.sandbox", {
    cluster: clusterId,
    scenario: lab.record.scenario,
  });
  return {
    region,
    clusterId,
    cloud: lab.cloud,
    kube: await lab.kube(),
    namespace: "default",
    source,
    endpoint: lab.record.real ? null : lab.info.cloudUrl,
    lab,
  };
}

async function openOfKubeconfig({ environment }: Context, options: ClusterOptions): Promise<OpenCluster> {
  const access = readKubeconfig(findKubeconfig(environment, options.kubeconfig), options.kubeContext);
  const endpoint = environment["PODPATH_CLOUD_ENDPOINT"] ?? null;
  const { profile, region: asked } = options;
  const { credentials, region, source } = await findAccess({ environment, profile, region: asked, endpoint });
  const cloud = createCloudClient(credentials, region, endpoint);
  const clusterId = options.cluster ?? idIn(access) ?? (await onlyCluster(cloud, region));
  return {
    region,
    clusterId,
    cloud,
    kube: connectKube(access.connection),
    namespace: access.namespace,
    source: message("diagnose.source.cluster", { cluster: clusterId, region, context: access.context, source }),
    endpoint,
    lab: null,
  };
}

/** TKE's kubeconfigs name the cluster by its id, and so does the domain name of its API. */
function idIn({ cluster, context, connection: { server } }: KubeAccess): string | null {
  for (const text of [cluster, context, server.hostname]) {
    const id = /\bcls-[a-z0-9]{8}\b/.exec(text)?.[0];
    if (id !== undefined) return id;
  }
  return null;
}

/** A kubeconfig that was renamed or reaches the cluster by an address: it is the region's only cluster, or it must be named. */
async function onlyCluster(cloud: CloudClient, region: string): Promise<string> {
  const clusters = await readPages<{ ClusterId: string }>(cloud, "tke", "DescribeClusters", "Clusters");
  const [only] = clusters;
  if (only && clusters.length === 1) return only.ClusterId;
  const known = clusters.map(({ ClusterId }) => ClusterId).join(", ") || "-";
  throw usageError(
    "WhichCluster",
    message("diagnose.which-cluster"),
    message("diagnose.which-cluster.hint", { region, known }),
  );
}
