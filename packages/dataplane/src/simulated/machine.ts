import type { Address, ClusterNode, Pod } from "@podpath/access-path";
import type { HttpServer } from "./http.ts";
import type { Job } from "./job.ts";

/** A network namespace: a Pod, whose containers share it, or a node. Addresses follow the snapshot; what listens stays. */
export interface Machine {
  readonly kind: "pod" | "node";
  /** Pod uid, node name. */
  readonly key: string;
  readonly hostname: string;
  /** The address it speaks from, a family. */
  readonly addresses: readonly Address[];
  readonly listeners: Listeners;
}

export type PodMachine = Machine & { readonly kind: "pod"; readonly pod: Pod };
export type NodeMachine = Machine & { readonly kind: "node"; readonly node: ClusterNode };
export type AnyMachine = PodMachine | NodeMachine;

/** Who listens on which port. */
export class Listeners {
  readonly #tcp = new Map<number, { readonly owner: object; readonly serve: HttpServer }>();
  readonly #udp = new Map<number, object>();
  readonly #watchers = new Set<() => void>();

  /** @returns false where the port is taken */
  listenTcp(owner: object, port: number, serve: HttpServer): boolean {
    if (this.#tcp.has(port)) return false;
    this.#tcp.set(port, { owner, serve });
    return true;
  }

  listenUdp(owner: object, port: number): boolean {
    if (this.#udp.has(port)) return false;
    this.#udp.set(port, owner);
    return true;
  }

  /** All ports of one owner. */
  close(owner: object): void {
    for (const [port, listener] of this.#tcp) if (listener.owner === owner) this.#tcp.delete(port);
    for (const [port, holder] of this.#udp) if (holder === owner) this.#udp.delete(port);
    for (const tell of this.#watchers) tell();
  }

  /** Until ports are closed. @throws Interrupted */
  changed(job: Job): Promise<void> {
    return job.wait((done) => {
      const tell = (): void => {
        this.#watchers.delete(tell);
        done();
      };
      this.#watchers.add(tell);
      return () => this.#watchers.delete(tell);
    });
  }

  tcp(port: number): HttpServer | null {
    return this.#tcp.get(port)?.serve ?? null;
  }

  udp(port: number): boolean {
    return this.#udp.has(port);
  }

  /** Ports in use, ascending. */
  ports(protocol: "tcp" | "udp"): readonly number[] {
    return [...(protocol === "tcp" ? this.#tcp : this.#udp).keys()].sort((a, b) => a - b);
  }
}

export function isIpv6(address: Address): boolean {
  return address.includes(":");
}

export function isLoopback(address: Address): boolean {
  return address.startsWith("127.") || address === "::1" || address === "0.0.0.0" || address === "::";
}

/** The address that a machine speaks from to another, or null where it has none of that family. */
export function sourceFor(machine: Machine, destination: Address): Address | null {
  if (isLoopback(destination)) return isIpv6(destination) ? "::1" : "127.0.0.1";
  return machine.addresses.find((address) => isIpv6(address) === isIpv6(destination)) ?? null;
}

/** A node speaks from its primary interface; Pods from their own addresses. */
export function nodeAddresses(node: ClusterNode): readonly Address[] {
  const own = node.enis.find((eni) => eni.primary)?.addresses ?? [];
  const ipv6 = own.find(isIpv6);
  return ipv6 === undefined ? [node.address] : [node.address, ipv6];
}
