import { parseAllDocuments, type Document } from "yaml";

/**
 * A manifest whose Pods tolerate the lab's taint: in somebody's cluster the lab's nodes keep everybody else's Pods away.
 *
 * @param manifest YAML, one or more documents; those that make no Pods stay as they are
 */
export function tolerate(manifest: string, labId: string): string {
  const toleration = { key: "podpath", operator: "Equal", value: labId, effect: "NoSchedule" };
  const documents = parseAllDocuments(manifest) as Document[];
  for (const document of documents) {
    const path = document.getIn(["kind"]) === "Pod" ? ["spec"] : ["spec", "template", "spec"];
    if (document.getIn([...path, "containers"]) !== undefined) document.setIn([...path, "tolerations"], [toleration]);
  }
  return documents.map((document) => document.toString()).join("");
}
