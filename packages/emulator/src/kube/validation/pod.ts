import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";
import type { ContainerSpec, PodObject, PodSpec } from "../types.ts";
import { sameJson } from "../same-json.ts";
import { duplicate, forbidden, invalidValue, notSupported, required } from "./causes.ts";
import { labelCauses, nameCauses } from "./names.ts";

export function validatePod(object: KubeObject, old: KubeObject | undefined): readonly Cause[] {
  const pod = object as PodObject;
  const causes = podSpecCauses(pod.spec, "spec");
  if (old !== undefined && !sameJson(frozen(pod.spec), frozen((old as PodObject).spec))) {
    return [...causes, forbidden("spec", MAY_CHANGE)];
  }
  return causes;
}

const MAY_CHANGE =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
  "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** What may not change once a Pod exists. The node may be filled in once, by a binding. */
function frozen(spec: PodSpec): unknown {
  const { tolerations: _tolerations, activeDeadlineSeconds: _deadline, nodeName: _node, ...rest } = spec;
  const withoutImage = ({ image: _image, ...container }: ContainerSpec): unknown => container;
  return {
    ...rest,
    containers: spec.containers.map(withoutImage),
    initContainers: spec.initContainers?.map(withoutImage),
  };
}

/** @param path where the spec is: `spec`, or `spec.template.spec` */
export function podSpecCauses(spec: PodSpec, path: string): readonly Cause[] {
  const causes: Cause[] = spec.containers.length === 0 ? [required(`${path}.containers`)] : [];
  const seen = new Set<string>();
  for (const list of ["initContainers", "containers"] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const at = `${path}.${list}[${index}]`;
      causes.push(...containerCauses(container, at));
      if (seen.has(container.name)) causes.push(duplicate(`${at}.name`, container.name));
      seen.add(container.name);
    }
  }
  return [
    ...causes,
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, ["Always", "OnFailure", "Never"]),
    ...oneOf(`${path}.dnsPolicy`, spec["dnsPolicy"], ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
    ...labelCauses(`${path}.nodeSelector`, spec.nodeSelector),
    ...volumeCauses(spec, path),
  ];
}

function containerCauses(container: ContainerSpec, at: string): readonly Cause[] {
  return [
    ...nameCauses(`${at}.name`, container.name ?? "", "dns-label"),
    ...((container.image ?? "") === "" ? [required(`${at}.image`)] : []),
    ...oneOf(`${at}.imagePullPolicy`, container["imagePullPolicy"], ["Always", "IfNotPresent", "Never"]),
    ...(container.ports ?? []).flatMap((port, index) => [
      ...portCauses(`${at}.ports[${index}].containerPort`, port.containerPort),
      ...oneOf(`${at}.ports[${index}].protocol`, port.protocol, ["SCTP", "TCP", "UDP"]),
    ]),
    ...(container.env ?? []).flatMap((entry, index) =>
      (entry.name ?? "") === "" ? [required(`${at}.env[${index}].name`)] : [],
    ),
  ];
}

export function portCauses(field: string, port: number | undefined): readonly Cause[] {
  if (port === undefined || port === 0) return [required(field)];
  return port >= 1 && port <= 65_535 ? [] : [invalidValue(field, port, "must be between 1 and 65535, inclusive")];
}

export function oneOf(field: string, value: unknown, supported: readonly string[]): readonly Cause[] {
  return value === undefined || supported.includes(value as string) ? [] : [notSupported(field, value, supported)];
}

/** A mount must name a volume of the Pod. */
function volumeCauses(spec: PodSpec, path: string): readonly Cause[] {
  const volumes = new Set(((spec["volumes"] ?? []) as readonly { name?: string }[]).map((volume) => volume.name));
  return spec.containers.flatMap((container, at) =>
    ((container["volumeMounts"] ?? []) as readonly { name?: string }[]).flatMap((mount, index) =>
      volumes.has(mount.name)
        ? []
        : [
            {
              reason: "FieldValueInvalid",
              field: `${path}.containers[${at}].volumeMounts[${index}].name`,
              message: `Not found: ${JSON.stringify(mount.name ?? "")}`,
            } as const,
          ],
    ),
  );
}
