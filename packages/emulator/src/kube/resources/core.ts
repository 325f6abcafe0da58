import type { KubeObject } from "../cluster-objects.ts";
import { defaultService } from "../defaults/service.ts";
import { ageOf } from "../printing/age.ts";
import { AGE, NAME, integer, joined, pairs, text, wide } from "../printing/columns.ts";
import { endpointsText } from "../printing/endpoints.ts";
import { nodeRoles, nodeStatusWord } from "../printing/node.ts";
import { externalAddress, portsText } from "../printing/service.ts";
import { encodeBase64 } from "../../text.ts";
import type { EventObject, NodeObject, ServiceObject } from "../types.ts";
import { validateService } from "../validation/service.ts";
import { defineResource } from "./definition.ts";

const core = { group: "", version: "v1" } as const;

export const namespaces = defineResource({
  ...core,
  kind: "Namespace",
  plural: "namespaces",
  shortNames: ["ns"],
  namespaced: false,
  nameRule: "dns-label",
  hasStatus: true,
  defaults: (object) => ({
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name },
    },
    spec: { finalizers: ["kubernetes"], ...(object["spec"] as object | undefined) },
    status: { phase: "Active", ...(object["status"] as object | undefined) },
  }),
  fields: { "status.phase": (object) => (object["status"] as { phase?: string } | undefined)?.phase ?? "" },
  columns: [NAME, text("Status", (object) => (object["status"] as { phase?: string } | undefined)?.phase ?? ""), AGE],
});

const node = (object: KubeObject): NodeObject => object;
const addressOf = (object: KubeObject, type: string): string =>
  node(object).status?.addresses?.find((address) => address.type === type)?.address ?? "<none>";
const info = (object: KubeObject, name: string): string => node(object).status?.nodeInfo?.[name] ?? "<unknown>";

export const nodes = defineResource({
  ...core,
  kind: "Node",
  plural: "nodes",
  shortNames: ["no"],
  namespaced: false,
  hasStatus: true,
  fields: { "spec.unschedulable": (object) => String(node(object).spec?.unschedulable ?? false) },
  columns: [
    NAME,
    text("Status", (object) => nodeStatusWord(node(object))),
    text("Roles", (object) => nodeRoles(node(object))),
    AGE,
    text("Version", (object) => node(object).status?.nodeInfo?.["kubeletVersion"] ?? ""),
    wide("Internal-IP", (object) => addressOf(object, "InternalIP")),
    wide("External-IP", (object) => addressOf(object, "ExternalIP")),
    wide("OS-Image", (object) => info(object, "osImage")),
    wide("Kernel-Version", (object) => info(object, "kernelVersion")),
    wide("Container-Runtime", (object) => info(object, "containerRuntimeVersion")),
  ],
});

const service = (object: KubeObject): ServiceObject => object as ServiceObject;

export const services = defineResource({
  ...core,
  kind: "Service",
  plural: "services",
  shortNames: ["svc"],
  categories: ["all"],
  namespaced: true,
  nameRule: "dns-1035-label",
  hasStatus: true,
  defaults: defaultService,
  validate: validateService,
  fields: {
    "spec.clusterIP": (object) => service(object).spec.clusterIP ?? "",
    "spec.type": (object) => service(object).spec.type ?? "",
  },
  columns: [
    NAME,
    text("Type", (object) => service(object).spec.type ?? "ClusterIP"),
    text("Cluster-IP", (object) => service(object).spec.clusterIP ?? "<none>"),
    text("External-IP", (object) => externalAddress(service(object))),
    text("Port(s)", (object) => portsText(service(object))),
    AGE,
    wide("Selector", (object) => pairs(service(object).spec.selector)),
  ],
});

export const endpoints = defineResource({
  ...core,
  kind: "Endpoints",
  plural: "endpoints",
  shortNames: ["ep"],
  namespaced: true,
  columns: [NAME, text("Endpoints", endpointsText), AGE],
});

const keyCount = (object: KubeObject, ...fields: readonly string[]): number =>
  fields.reduce((sum, field) => sum + Object.keys((object[field] as object | undefined) ?? {}).length, 0);

export const configMaps = defineResource({
  ...core,
  kind: "ConfigMap",
  plural: "configmaps",
  shortNames: ["cm"],
  namespaced: true,
  columns: [NAME, integer("Data", (object) => keyCount(object, "data", "binaryData")), AGE],
});

export const secrets = defineResource({
  ...core,
  kind: "Secret",
  plural: "secrets",
  namespaced: true,
  defaults: (object) => {
    const { stringData, ...rest } = object as KubeObject & { readonly stringData?: Readonly<Record<string, string>> };
    if (stringData === undefined) return { type: "Opaque", ...rest };
    const encoded = Object.fromEntries(Object.entries(stringData).map(([key, value]) => [key, encodeBase64(value)]));
    return { type: "Opaque", ...rest, data: { ...(rest["data"] as object | undefined), ...encoded } };
  },
  fields: { type: secretType },
  columns: [NAME, text("Type", secretType), integer("Data", (object) => keyCount(object, "data")), AGE],
});

function secretType(object: KubeObject): string {
  return (object as KubeObject & { readonly type?: string }).type ?? "";
}

export const serviceAccounts = defineResource({
  ...core,
  kind: "ServiceAccount",
  plural: "serviceaccounts",
  shortNames: ["sa"],
  namespaced: true,
  columns: [
    NAME,
    integer("Secrets", (object) => (object["secrets"] as readonly unknown[] | undefined)?.length ?? 0),
    AGE,
  ],
});

const event = (object: KubeObject): EventObject => object as EventObject;
const lastSeen = (object: KubeObject): string | null | undefined =>
  event(object).series?.lastObservedTime ?? event(object).lastTimestamp ?? event(object).eventTime;

export const events = defineResource({
  ...core,
  kind: "Event",
  plural: "events",
  shortNames: ["ev"],
  namespaced: true,
  nameRule: "path-segment",
  fields: {
    "involvedObject.kind": (object) => event(object).involvedObject.kind ?? "",
    "involvedObject.namespace": (object) => event(object).involvedObject.namespace ?? "",
    "involvedObject.name": (object) => event(object).involvedObject.name ?? "",
    "involvedObject.uid": (object) => event(object).involvedObject.uid ?? "",
    "involvedObject.apiVersion": (object) => (event(object).involvedObject as { apiVersion?: string }).apiVersion ?? "",
    "involvedObject.resourceVersion": () => "",
    "involvedObject.fieldPath": (object) => event(object).involvedObject.fieldPath ?? "",
    reason: (object) => event(object).reason ?? "",
    reportingComponent: (object) => event(object).source?.component ?? "",
    source: (object) => event(object).source?.component ?? "",
    type: (object) => event(object).type ?? "",
  },
  columns: [
    text("Last Seen", (object, nowMs) => ageOf(lastSeen(object) ?? object.metadata.creationTimestamp, nowMs)),
    text("Type", (object) => event(object).type ?? ""),
    text("Reason", (object) => event(object).reason ?? ""),
    text(
      "Object",
      (object) => `${event(object).involvedObject.kind.toLowerCase()}/${event(object).involvedObject.name}`,
    ),
    wide("Subobject", (object) => event(object).involvedObject.fieldPath ?? ""),
    wide("Source", (object) =>
      joined([event(object).source?.component, event(object).source?.host]).replace("<none>", ""),
    ),
    text("Message", (object) => (event(object).message ?? "").trim()),
    wide("First Seen", (object, nowMs) =>
      ageOf(event(object).firstTimestamp ?? object.metadata.creationTimestamp, nowMs),
    ),
    { name: "Count", type: "string", priority: 1, cell: (object) => event(object).count ?? 1 },
    { name: "Name", type: "string", format: "name", priority: 1, cell: (object) => object.metadata.name },
  ],
});
