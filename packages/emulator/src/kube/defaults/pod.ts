import type { KubeObject } from "../cluster-objects.ts";
import type { ContainerSpec, PodObject, PodSpec, PodTemplate } from "../types.ts";

/** Tolerations that every Pod gets, so that a node's short illness doesn't evict it. */
const NODE_TROUBLE = ["not-ready", "unreachable"].map((trouble) => ({
  key: `node.kubernetes.io/${trouble}`,
  operator: "Exists" as const,
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

/** What the API server and its admission plugins fill into a Pod that was left out. */
export function defaultPod(object: KubeObject): KubeObject {
  const pod = object as PodObject;
  const {
    enableServiceLinks = true,
    preemptionPolicy = "PreemptLowerPriority",
    priority = 0,
    ...rest
  } = pod.spec ?? {};
  const spec = defaultPodSpec(rest);
  const tolerations = [...(spec.tolerations ?? [])];
  for (const toleration of NODE_TROUBLE) {
    if (!tolerations.some((own) => own.key === toleration.key || (own.key ?? "") === "")) tolerations.push(toleration);
  }
  const account = spec.serviceAccountName ?? "default";
  return {
    ...pod,
    spec: {
      ...spec,
      enableServiceLinks,
      preemptionPolicy,
      priority,
      serviceAccountName: account,
      serviceAccount: account,
      tolerations,
    },
    status: { phase: "Pending", qosClass: qosClass(spec), ...pod.status },
  };
}

/** A template gets the defaults that don't depend on admission. */
export function defaultPodTemplate(template: Partial<PodTemplate> | undefined): PodTemplate {
  return { metadata: { ...template?.metadata }, spec: defaultPodSpec(template?.spec ?? {}) };
}

/** Also makes sure that there is a list of containers, so that nobody has to ask later. */
function defaultPodSpec(spec: Partial<PodSpec>): PodSpec {
  const {
    restartPolicy = "Always",
    dnsPolicy = "ClusterFirst",
    schedulerName = "default-scheduler",
    securityContext = {},
    terminationGracePeriodSeconds = 30,
    ...rest
  } = spec;
  return {
    ...rest,
    containers: (spec.containers ?? []).map(defaultContainer),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(defaultContainer) }),
    restartPolicy,
    dnsPolicy,
    schedulerName,
    securityContext,
    terminationGracePeriodSeconds,
  };
}

function defaultContainer(container: ContainerSpec): ContainerSpec {
  const {
    imagePullPolicy = isLatest(container.image) ? "Always" : "IfNotPresent",
    resources = {},
    terminationMessagePath = "/dev/termination-log",
    terminationMessagePolicy = "File",
    ...rest
  } = container;
  const ports = container.ports?.map((port) => ({ protocol: "TCP", ...port }));
  return {
    ...rest,
    ...(ports === undefined ? {} : { ports }),
    imagePullPolicy,
    resources,
    terminationMessagePath,
    terminationMessagePolicy,
  };
}

/** No tag means `:latest`; a digest is never latest. */
function isLatest(image: string | undefined): boolean {
  if (image === undefined || image.includes("@")) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === "latest";
}

interface Resources {
  readonly requests?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, unknown>>;
}

function qosClass(spec: PodSpec): "BestEffort" | "Burstable" | "Guaranteed" {
  const all = [...spec.containers, ...(spec.initContainers ?? [])].map(
    (container) => container["resources"] as Resources,
  );
  const told = all.filter((own) => Object.keys({ ...own.requests, ...own.limits }).length > 0);
  if (told.length === 0) return "BestEffort";
  const full = (own: Resources): boolean =>
    ["cpu", "memory"].every(
      (name) => own.limits?.[name] !== undefined && (own.requests?.[name] ?? own.limits[name]) === own.limits[name],
    );
  return all.every(full) ? "Guaranteed" : "Burstable";
}
