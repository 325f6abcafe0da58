import type { Flow } from "@podpath/access-path";
import { diagnose, type Diagnosis } from "@podpath/access-path/diagnose";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import { readNec } from "../real-cluster/cluster-record.ts";
import type { Refusal } from "../real-cluster/answers.ts";
import { readAnswers } from "../real-cluster/read-answers.ts";
import { toSnapshot } from "../real-cluster/snapshot.ts";
import { blindSpotsOf, groupsNear, type Seen } from "./blind-spots.ts";
import { findEnds, type Ends } from "./ends.ts";
import type { OpenCluster } from "./open-cluster.ts";
import type { AddressName, PodName } from "./read-line.ts";
import { readNetworkPolicies, readObjects } from "./read-objects.ts";

export interface Asked {
  readonly from: PodName;
  readonly to: PodName | AddressName;
  readonly protocol: Flow["protocol"];
}

/** All that a report is made of. */
export interface Found {
  readonly ends: Ends;
  readonly seen: Seen;
  readonly diagnosis: Diagnosis;
  /** Calls that were refused, whether or not they bear upon this flow. */
  readonly refused: readonly Refusal[];
  /** Ids of groups with the version of their list that was read, for a change that fails rather than meets another list. */
  readonly versions: ReadonlyMap<string, string>;
  /** Groups that the NodeENIConfig of an end's node lists; absent: there is none, or it may not be read. */
  readonly necs: ReadonlyMap<string, readonly string[]>;
}

/** Reads the cluster and diagnoses the flow, changing nothing. @throws LabError, CloudError, KubeApiError */
export async function diagnoseCluster(cluster: OpenCluster, asked: Asked): Promise<Found> {
  const { kube, cloud, region, clusterId, namespace } = cluster;
  const named = [asked.from, asked.to].flatMap((one) => (one.kind === "pod" ? [one.namespace ?? namespace] : []));
  const objects = await readObjects(kube, named);
  const ends = findEnds(objects, asked, namespace);
  const addresses = [ends.flow.source, ends.flow.destination];
  const nodes = [ends.from, ends.to].flatMap((end) => (end.kind === "pod" ? [end.nodeName] : []));
  const [answers, from, to, necs] = await Promise.all([
    readAnswers({
      region,
      clusterId,
      cloud,
      kube,
      objects,
      partial: true,
      groupsOf: (interfaces) => groupsNear(interfaces, addresses),
    }),
    readNetworkPolicies(kube, ends.from.namespace),
    ends.to.kind === "pod" ? readNetworkPolicies(kube, ends.to.namespace) : [],
    readNecs(kube, nodes),
  ]);
  const refused = [...objects.refused, ...answers.refused];
  const seen: Seen = {
    answers,
    ...toSnapshot(answers, { revision: 1, strangers: true }),
    policies: { from, to },
    podsOfNamespaces: objects.podsOfNamespaces,
  };
  return {
    ends,
    seen,
    diagnosis: diagnose(seen.snapshot, ends.flow, blindSpotsOf(seen, ends)),
    refused: distinct(refused),
    versions: new Map(answers.groups.map(({ SecurityGroupId, policies }) => [SecurityGroupId, policies.Version ?? ""])),
    necs,
  };
}

/** Only said beside the verdict, so that whoever may not read them misses a remark and nothing else. */
async function readNecs(kube: KubeClient, nodes: readonly string[]): Promise<Found["necs"]> {
  const read = [...new Set(nodes)].map(async (node) => {
    const groups = await readNec(kube, node).catch((error: unknown) => {
      if (error instanceof KubeApiError && error.status === 403) return null;
      throw error;
    });
    return groups === null ? [] : [[node, groups] as const];
  });
  return new Map((await Promise.all(read)).flat());
}

/** Of many refusals of one call one is enough. */
function distinct(refused: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refused.map((one) => [`${one.call} ${one.code}`, one])).values()];
}
