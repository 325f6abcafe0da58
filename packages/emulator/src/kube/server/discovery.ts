import { RESOURCES } from "../resources/catalog.ts";
import { apiVersionOf, type ResourceDefinition } from "../resources/definition.ts";
import { REVIEWS } from "./route.ts";

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** A subresource as discovery tells of it. */
interface Subresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const ACTION_KINDS = {
  log: { group: "", version: "v1", kind: "Pod", verbs: ["get"] },
  exec: { group: "", version: "v1", kind: "PodExecOptions", verbs: ["create", "get"] },
  attach: { group: "", version: "v1", kind: "PodAttachOptions", verbs: ["create", "get"] },
  portforward: { group: "", version: "v1", kind: "PodPortForwardOptions", verbs: ["create", "get"] },
  binding: { group: "", version: "v1", kind: "Binding", verbs: ["create"] },
  eviction: { group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] },
} as const;

function subresourcesOf(definition: ResourceDefinition): readonly Subresource[] {
  const { group, version, kind } = definition;
  const reading = ["get", "patch", "update"];
  return [
    ...(definition.hasStatus ? [{ name: "status", group, version, kind, verbs: reading }] : []),
    ...(definition.scalable
      ? [{ name: "scale", group: "autoscaling", version: "v1", kind: "Scale", verbs: reading }]
      : []),
    ...definition.actions.map((name) => ({ name, ...ACTION_KINDS[name] })),
  ];
}

/** Groups in the order of the catalog, the core group first, then those that hold nothing but reviews. */
function groupsOf(): ReadonlyMap<string, string> {
  return new Map([
    ...RESOURCES.map(({ group, version }) => [group, version] as const),
    ...REVIEWS.map(({ group }) => [group, "v1"] as const),
  ]);
}

export function groupVersionExists(group: string, version: string): boolean {
  return groupsOf().get(group) === version;
}

/** `/api` */
export function coreVersions(): object {
  return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] };
}

/** `/apis` */
export function groupList(): object {
  const groups = [...groupsOf()].filter(([group]) => group !== "");
  return { kind: "APIGroupList", apiVersion: "v1", groups: groups.map(([group, version]) => apiGroup(group, version)) };
}

/** `/apis/<group>`; undefined: no such group. */
export function groupOf(group: string): object | undefined {
  const version = groupsOf().get(group);
  return version === undefined || group === ""
    ? undefined
    : { kind: "APIGroup", apiVersion: "v1", ...apiGroup(group, version) };
}

function apiGroup(name: string, version: string): object {
  const only = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [only], preferredVersion: only };
}

/** `/api/v1`, `/apis/<group>/<version>` */
export function resourceList(group: string, version: string): object {
  const own = RESOURCES.filter((definition) => definition.group === group && definition.version === version);
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: apiVersionOf({ group, version }),
    resources: [
      ...own.flatMap(legacyResources),
      ...REVIEWS.filter((review) => review.group === group).map(legacyReview),
    ],
  };
}

function legacyResources(definition: ResourceDefinition): readonly object[] {
  const { plural, singular, namespaced, kind, shortNames, categories } = definition;
  const lists = { ...(shortNames.length > 0 ? { shortNames } : {}), ...(categories.length > 0 ? { categories } : {}) };
  return [
    { name: plural, singularName: singular, namespaced, kind, verbs: VERBS, ...lists },
    ...subresourcesOf(definition).map((sub) => ({
      name: `${plural}/${sub.name}`,
      singularName: "",
      namespaced,
      kind: sub.kind,
      verbs: sub.verbs,
      ...(sub.group === definition.group ? {} : { group: sub.group, version: sub.version }),
    })),
  ];
}

function legacyReview({ plural, kind }: (typeof REVIEWS)[number]): object {
  return { name: plural, singularName: kind.toLowerCase(), namespaced: false, kind, verbs: ["create"] };
}

/** Everything at once (`apidiscovery.k8s.io`), as kubectl asks for since 1.26; v2 and v2beta1 have the same form. */
export function aggregated(apiVersion: "v2" | "v2beta1", core: boolean): object {
  const groups = [...groupsOf()].filter(([group]) => (group === "") === core);
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${apiVersion}`,
    metadata: {},
    items: groups.map(([group, version]) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: [{ version, resources: aggregatedResources(group), freshness: "Current" }],
    })),
  };
}

function aggregatedResources(group: string): readonly object[] {
  const own = RESOURCES.filter((definition) => definition.group === group);
  const reviews = REVIEWS.filter((review) => review.group === group);
  return [
    ...own.map((definition) => ({
      resource: definition.plural,
      responseKind: { group, version: definition.version, kind: definition.kind },
      scope: definition.namespaced ? "Namespaced" : "Cluster",
      singularResource: definition.singular,
      verbs: VERBS,
      ...(definition.shortNames.length > 0 ? { shortNames: definition.shortNames } : {}),
      ...(definition.categories.length > 0 ? { categories: definition.categories } : {}),
      subresources: subresourcesOf(definition).map((sub) => ({
        subresource: sub.name,
        responseKind: { group: sub.group, version: sub.version, kind: sub.kind },
        verbs: sub.verbs,
      })),
    })),
    ...reviews.map(({ plural, kind }) => ({
      resource: plural,
      responseKind: { group, version: "v1", kind },
      scope: "Cluster",
      singularResource: kind.toLowerCase(),
      verbs: ["create"],
    })),
  ];
}
