import type { KubeObject } from "../cluster-objects.ts";
import { AGE, NAME, joined, text } from "../printing/columns.ts";
import { defineResource } from "./definition.ts";

interface Slice extends KubeObject {
  readonly addressType?: string;
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null;
  readonly ports?: readonly { readonly port: number }[] | null;
}

export const endpointSlices = defineResource({
  group: "discovery.k8s.io",
  version: "v1",
  kind: "EndpointSlice",
  plural: "endpointslices",
  namespaced: true,
  columns: [
    NAME,
    text("AddressType", (object) => (object as Slice).addressType ?? ""),
    text("Ports", (object) =>
      joined((object as Slice).ports?.map(({ port }) => String(port))).replace("<none>", "<unset>"),
    ),
    text("Endpoints", (object) =>
      joined((object as Slice).endpoints?.map(({ addresses }) => addresses[0])).replace("<none>", "<unset>"),
    ),
    AGE,
  ],
});

export const leases = defineResource({
  group: "coordination.k8s.io",
  version: "v1",
  kind: "Lease",
  plural: "leases",
  namespaced: true,
  columns: [
    NAME,
    text("Holder", (object) => (object["spec"] as { holderIdentity?: string } | undefined)?.holderIdentity ?? ""),
    AGE,
  ],
});
