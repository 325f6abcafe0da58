import type { NodeObject } from "../types.ts";

/** `Ready`, `NotReady,SchedulingDisabled` */
export function nodeStatusWord(node: NodeObject): string {
  const ready = node.status?.conditions?.find((condition) => condition.type === "Ready");
  const words = [ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady"];
  if (node.spec?.unschedulable === true) words.push("SchedulingDisabled");
  return words.join(",");
}

/** From labels `node-role.kubernetes.io/<role>`. */
export function nodeRoles(node: NodeObject): string {
  const prefix = "node-role.kubernetes.io/";
  const roles = Object.keys(node.metadata.labels ?? {})
    .filter((key) => key.startsWith(prefix) && key.length > prefix.length)
    .map((key) => key.slice(prefix.length));
  return roles.length === 0 ? "<none>" : roles.sort().join(",");
}
