import { tracePath } from "@podpath/access-path";
import type { AccessPath, Address, Flow, Snapshot } from "@podpath/access-path";
import type { Counters } from "./counters.ts";
import type { HttpServer } from "./http.ts";
import type { Job } from "./job.ts";
import { isIpv6, isLoopback, sourceFor, type AnyMachine, type Machine } from "./machine.ts";

/**
 * When a client's kernel sends its SYNs, in ms from the first: two retries allowed, the first four at equal distance
 * (tcp_syn_retries 2, tcp_syn_linear_timeouts 4, Linux ≥ 6.5). Then it gives up.
 *
 * @source docs/facts.md#syn-retries
 */
export const SYN_TIMES_MS = [0, 1000, 2000, 3000, 4000, 5000] as const;
export const SYN_GIVE_UP_MS = 7100;

/** What came of an attempt to connect. */
export type Attempt =
  | {
      readonly kind: "connected";
      readonly server: HttpServer;
      readonly source: Address;
      readonly afterMs: number;
    }
  | { readonly kind: "refused"; readonly afterMs: number }
  /** `gaveUp`: the kernel did, before the limit that the program had set. */
  | { readonly kind: "timed-out"; readonly afterMs: number; readonly gaveUp: boolean }
  /** No address of that family to speak from. */
  | { readonly kind: "unreachable" };

/** What one packet met. */
export type Fate =
  | { readonly kind: "arrived"; readonly at: AnyMachine; readonly hops: number }
  | { readonly kind: "silence" }
  | { readonly kind: "unreachable" };

export type Protocol = "tcp" | "udp" | "icmp";

export interface NetworkParts {
  readonly snapshot: () => Snapshot;
  readonly machine: (kind: "pod" | "node", key: string) => AnyMachine | null;
  readonly counters: Counters;
  /** Stands for waiting so long; much shorter. */
  readonly skip: (job: Job, ms: number) => Promise<void>;
}

/** Carries packets over the last realised snapshot, as `tracePath` decides, and counts them. */
export class Network {
  readonly #parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** What packets obey at this moment. */
  snapshot(): Snapshot {
    return this.#parts.snapshot();
  }

  /** Open a TCP connection: a SYN, and again while nothing comes back. A rule changed meanwhile lets a later one in. */
  async connect(job: Job, from: Machine, to: Address, port: number, limitMs: number): Promise<Attempt> {
    let elapsedMs = 0;
    const untilMs = Math.min(limitMs, SYN_GIVE_UP_MS);
    for (const [index, atMs] of SYN_TIMES_MS.entries()) {
      if (index > 0 && atMs >= untilMs) break;
      if (atMs > elapsedMs) await this.#parts.skip(job, atMs - elapsedMs);
      elapsedMs = atMs;
      const answer = this.#syn(from, to, port, elapsedMs);
      if (answer !== null) return answer;
    }
    await this.#parts.skip(job, untilMs - elapsedMs);
    return { kind: "timed-out", afterMs: untilMs, gaveUp: untilMs < limitMs };
  }

  /** Null: silence. */
  #syn(from: Machine, to: Address, port: number, afterMs: number): Attempt | null {
    const fate = this.send(from, to, "tcp", port);
    if (fate.kind === "unreachable") return { kind: "unreachable" };
    if (fate.kind === "silence") return null;
    const server = fate.at.listeners.tcp(port);
    if (server === null) return { kind: "refused", afterMs };
    return { kind: "connected", server, source: sourceFor(from, to)!, afterMs };
  }

  /** One packet that opens a connection, counted wherever it is filtered. */
  send(from: Machine, to: Address, protocol: Protocol, port: number | null): Fate {
    return this.#carry(from, to, protocol, port, (path) => this.#parts.counters.count(path));
  }

  /** One packet of a connection that stands already: the rules don't see it. */
  follow(from: Machine, to: Address, protocol: Protocol, port: number | null): Fate {
    return this.#carry(from, to, protocol, port, () => {});
  }

  #carry(from: Machine, to: Address, protocol: Protocol, port: number | null, met: (path: AccessPath) => void): Fate {
    const source = sourceFor(from, to);
    const self = this.#parts.machine(from.kind, from.key);
    if (source === null || self === null) return { kind: "unreachable" };
    if (isLoopback(to) || from.addresses.includes(to)) return { kind: "arrived", at: self, hops: 0 };
    const family = protocol === "icmp" && isIpv6(to) ? "icmpv6" : protocol;
    const flow: Flow = { protocol: family, source, destination: to, destinationPort: port };
    const path = tracePath(this.#parts.snapshot(), flow);
    met(path);
    return this.#fateOf(path);
  }

  #fateOf(path: AccessPath): Fate {
    const { disposition, hops } = path;
    switch (disposition.kind) {
      case "delivered":
      case "refused": {
        const last = hops.at(-1)!;
        const at =
          last.kind === "pod"
            ? this.#parts.machine("pod", last.podUid)
            : this.#parts.machine("node", last.kind === "node" ? last.nodeName : "");
        const routers = hops.filter((hop) => hop.kind === "vpc" || (hop.kind === "node" && hop.role === "carrier"));
        return at === null ? { kind: "silence" } : { kind: "arrived", at, hops: routers.length };
      }
      case "dropped":
      case "no-route":
        return { kind: "silence" };
      default:
        return disposition satisfies never;
    }
  }
}
