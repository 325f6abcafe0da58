import type { KubeObject } from "../cluster-objects.ts";

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[];
  readonly ports?: readonly { readonly port: number }[];
}

/** How many addresses kubectl shows before `+ 2 more...`. */
const SHOWN = 3;

/** `10.0.35.23:80,10.0.35.24:80`, or `<none>` */
export function endpointsText(object: KubeObject): string {
  const subsets = (object["subsets"] ?? []) as readonly Subset[];
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    addresses.flatMap(({ ip }) => (ports.length === 0 ? [ip] : ports.map(({ port }) => `${ip}:${port}`))),
  );
  if (all.length === 0) return "<none>";
  const rest = all.length - SHOWN;
  return rest > 0 ? `${all.slice(0, SHOWN).join(",")} + ${rest} more...` : all.join(",");
}
