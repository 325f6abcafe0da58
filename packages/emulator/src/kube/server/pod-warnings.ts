import type { NewKubeObject } from "../cluster-objects.ts";
import { isObject } from "../schema/decode.ts";
import type { ResourceDefinition } from "../resources/definition.ts";

/** What a new Pod asks for and this lab hasn't got, as warnings that kubectl prints while it goes on and waits. */
export function podWarnings({ plural }: ResourceDefinition, { spec }: NewKubeObject): readonly string[] {
  if (plural !== "pods" || !isObject(spec)) return [];
  const containers: readonly unknown[] = Array.isArray(spec["containers"]) ? spec["containers"] : [];
  const wantsInput = containers.some((one) => isObject(one) && one["stdin"] === true);
  return [
    ...(wantsInput
      ? [
          "this lab gives a container's own process no input, and has no attach: start it with -- sleep infinity, then kubectl exec -it opens a shell",
        ]
      : []),
    ...(spec["hostNetwork"] === true
      ? ["this lab runs no Pods in a node's own network, so this one won't start: ./lab shell <node> logs in to a node"]
      : []),
  ];
}
