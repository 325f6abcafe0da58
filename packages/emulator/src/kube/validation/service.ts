import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";
import type { ServiceObject } from "../types.ts";
import { duplicate, invalidValue, required } from "./causes.ts";
import { labelCauses, nameCauses } from "./names.ts";
import { oneOf, portCauses } from "./pod.ts";

export function validateService(object: KubeObject, old: KubeObject | undefined): readonly Cause[] {
  const { spec } = object as ServiceObject;
  const before = (old as ServiceObject | undefined)?.spec;
  const causes: Cause[] = [...oneOf("spec.type", spec.type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"])];
  const ports = spec.ports ?? [];
  if (ports.length === 0 && spec.type !== "ExternalName" && spec.clusterIP !== "None")
    causes.push(required("spec.ports"));
  if (spec.type === "ExternalName" && (spec.externalName ?? "") === "") causes.push(required("spec.externalName"));
  if (
    before?.clusterIP !== undefined &&
    before.type !== "ExternalName" &&
    spec.type !== "ExternalName" &&
    spec.clusterIP !== before.clusterIP
  ) {
    causes.push(invalidValue("spec.clusterIPs[0]", spec.clusterIP ?? "", "may not change once set"));
  }
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `spec.ports[${index}]`;
    causes.push(
      ...portCauses(`${at}.port`, port.port),
      ...oneOf(`${at}.protocol`, port.protocol, ["SCTP", "TCP", "UDP"]),
    );
    if (ports.length > 1 && port.name === undefined) causes.push(required(`${at}.name`));
    if (port.name !== undefined) {
      causes.push(...nameCauses(`${at}.name`, port.name, "dns-label"));
      if (names.has(port.name)) causes.push(duplicate(`${at}.name`, port.name));
      names.add(port.name);
    }
  }
  return [...causes, ...labelCauses("spec.selector", spec.selector)];
}
