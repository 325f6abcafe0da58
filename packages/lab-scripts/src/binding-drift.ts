import type { ClusterNode, Eni, Snapshot } from "@podpath/access-path";
import { message, type Text } from "./text/translate.ts";

/**
 * Interfaces whose groups, or whose groups' order, aren't what `up` left: a change of `nec`, or of an ENI through the cloud
 * API, which the infra program made no resource for and so can't tell. Nodes are known by their names, interfaces by their
 * place on the node, since ids may be new.
 */
export function bindingDrift(was: Snapshot, is: Snapshot): readonly Text[] {
  return is.nodes.flatMap((node) => {
    const before = was.nodes.find((one) => one.name === node.name);
    return node.enis.flatMap((eni) => {
      const old = before?.enis.find((one) => one.deviceIndex === eni.deviceIndex);
      return old && groupsOf(old) !== groupsOf(eni) ? [describe(node, old, eni)] : [];
    });
  });
}

function groupsOf({ securityGroups }: Eni): string {
  return securityGroups.join(", ");
}

function describe(node: ClusterNode, old: Eni, eni: Eni): Text {
  const none = message("up.drift.no-groups");
  const [was, is] = [groupsOf(old), groupsOf(eni)];
  const id = eni.id;
  const place = { node: node.name, eni: `eth${eni.deviceIndex} ${id}` };
  const line = (language: keyof Text) =>
    message("up.drift.bindings", { ...place, was: was || none[language], is: is || none[language] })[language];
  return { zh: line("zh"), en: line("en") };
}
