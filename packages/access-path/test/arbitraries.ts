import * as fc from "fast-check";
import { printBlock, printIp } from "../src/index.ts";
import type { Flow, PortRange, Rule, Service } from "../src/index.ts";

/** Random values of the domain, canonical as the snapshot holds them. */

const port = fc.oneof(fc.constantFrom(0, 1, 22, 80, 81, 443, 8000, 65_534, 65_535), fc.nat(65_535));

export const portRange: fc.Arbitrary<PortRange> = fc
  .tuple(port, port)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const v4Value = fc.oneof(
  fc.nat(255).map((low) => (10n << 24n) + (35n << 8n) + BigInt(low)),
  fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }),
);
const v6Value = fc.oneof(
  fc.nat(255).map((low) => (0xfdn << 120n) + BigInt(low)),
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
);

export const address = (family: 4 | 6) => (family === 4 ? v4Value : v6Value).map((value) => printIp({ family, value }));

export const cidr = (family: 4 | 6) => {
  const bits = family === 4 ? 32 : 128;
  return fc.tuple(family === 4 ? v4Value : v6Value, fc.integer({ min: 0, max: bits })).map(([value, prefix]) => {
    const mask = (1n << BigInt(bits - prefix)) - 1n;
    const first = (value | mask) ^ mask;
    return printBlock({ family, first, last: first | mask });
  });
};

const id = fc.stringMatching(/^[0-9a-z]{8}$/);
const family = fc.constantFrom(4 as const, 6 as const);
const ports = fc.oneof(fc.constant("all" as const), fc.array(portRange, { minLength: 1, maxLength: 3 }));

const portService: fc.Arbitrary<Service> = fc.record({
  kind: fc.constant("ports" as const),
  protocol: fc.constantFrom("tcp" as const, "udp" as const),
  ports,
});
const plainService = (of: 4 | 6): fc.Arbitrary<Service> =>
  fc
    .constantFrom("all" as const, "gre" as const, of === 4 ? ("icmp" as const) : ("icmpv6" as const))
    .map((protocol) => ({ kind: "protocol", protocol }));

/** A rule whose peer is a block. */
export const cidrRule: fc.Arbitrary<Rule> = family.chain((of) =>
  fc.record({
    action: fc.constantFrom("accept" as const, "drop" as const),
    service: fc.oneof({ weight: 3, arbitrary: portService }, { weight: 1, arbitrary: plainService(of) }),
    peer: cidr(of).map((text) => ({ kind: "cidr" as const, cidr: text })),
  }),
);

const named = <K extends string>(kind: K, ...prefixes: string[]) =>
  fc.tuple(fc.constantFrom(...prefixes), id).map(([prefix, rest]) => ({ kind, id: `${prefix}-${rest}` }));

const description = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/\s+/g, " ").trim())
  .filter((text) => text !== "" && !/^[#\uff03]/.test(text));

/** Any rule: every kind of peer and service, with and without a description. */
export const rule: fc.Arbitrary<Rule> = fc
  .record(
    {
      base: cidrRule,
      peer: fc.oneof(named("security-group", "sg"), named("address-template", "ipm", "ipmg")),
      service: fc.oneof(portService, named("service-template", "ppm", "ppmg")),
      description,
    },
    { requiredKeys: ["base"] },
  )
  .map(({ base, peer, service, description: text }) => ({
    action: base.action,
    service: service ?? base.service,
    peer: peer ?? base.peer,
    ...(text === undefined ? {} : { description: text }),
  }));

/** A new connection, both ends of one family. */
export const flow: fc.Arbitrary<Flow> = family.chain((of) =>
  fc
    .record({
      protocol: fc.constantFrom("tcp", "tcp", "udp", of === 4 ? "icmp" : "icmpv6", "gre", "other"),
      source: address(of),
      destination: address(of),
      port,
    })
    .map(({ protocol, source, destination, port: wanted }) => ({
      protocol,
      source,
      destination,
      destinationPort: protocol === "tcp" || protocol === "udp" ? wanted : null,
    })),
);

/** Rules from a small world, so that they overlap, hide and repeat each other. */
export const crowdedRule: fc.Arbitrary<Rule> = fc
  .record({
    action: fc.constantFrom("accept" as const, "drop" as const),
    peer: fc.constantFrom(
      "0.0.0.0/0",
      "10.0.0.0/29",
      "10.0.0.0/30",
      "10.0.0.4/30",
      "10.0.0.1/32",
      "10.0.0.6/31",
      "::/0",
      "fd00::/127",
    ),
    service: fc.constantFrom<Service>(
      { kind: "protocol", protocol: "all" },
      { kind: "ports", protocol: "tcp", ports: "all" },
      { kind: "ports", protocol: "tcp", ports: [{ from: 80, to: 80 }] },
      { kind: "ports", protocol: "tcp", ports: [{ from: 80, to: 90 }] },
      {
        kind: "ports",
        protocol: "tcp",
        ports: [
          { from: 85, to: 99 },
          { from: 22, to: 22 },
        ],
      },
      { kind: "ports", protocol: "udp", ports: [{ from: 53, to: 53 }] },
      { kind: "protocol", protocol: "gre" },
    ),
  })
  .map(({ peer, ...rest }) => ({ ...rest, peer: { kind: "cidr", cidr: peer } }));
