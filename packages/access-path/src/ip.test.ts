import net from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { address, cidr } from "../test/arbitraries.ts";
import {
  addressInCidr,
  canonicalAddress,
  canonicalCidr,
  cloudCidr,
  parseBlock,
  parseIp,
  rangeToCidrs,
} from "./index.ts";

// prettier-ignore
test.each([
  // what it shows                     as typed                      canonical
  ["dotted decimal",                   "10.0.35.23",                 "10.0.35.23"],
  ["an octet over 255",                "10.0.35.256",                null],
  ["a leading zero is ambiguous",      "10.0.35.023",                null],
  ["three octets",                     "10.0.35",                    null],
  ["empty text",                       "",                           null],
  ["upper case and zeros",             "FD00:0:0:0:0:0:0:1",         "fd00::1"],
  ["the longest run is compressed",    "1:0:0:2:0:0:0:3",            "1:0:0:2::3"],
  ["the first of two equal runs",      "1:0:0:2:3:0:0:4",            "1::2:3:0:0:4"],
  ["one zero group stays",             "1:0:2:3:4:5:6:7",            "1:0:2:3:4:5:6:7"],
  ["nothing but zeros",                "::",                         "::"],
  ["IPv4 in the last 32 bits",         "64:ff9b::10.0.35.23",        "64:ff9b::a00:2317"],
  ["two compressions",                 "1::2::3",                    null],
  ["a zone",                           "fe80::1%eth0",               null],
  ["nine groups",                      "1:2:3:4:5:6:7:8:9",          null],
  ["a compression of nothing",         "1:2:3:4::5:6:7:8",           null],
])("address: %s", (_, text, want) => expect(canonicalAddress(text)).toBe(want));

// prettier-ignore
test.each([
  // what it shows                     as typed             canonical            as the cloud stores it
  ["a block",                          "10.0.35.0/24",      "10.0.35.0/24",      "10.0.35.0/24"],
  ["a bare address is itself alone",   "10.0.35.23",        "10.0.35.23/32",     "10.0.35.23/32"],
  ["host bits are cleared",            "10.0.35.23/24",     "10.0.35.0/24",      "10.0.35.0/24"],
  ["the zero prefix is widened",       "0.0.0.0/8",         "0.0.0.0/8",         "0.0.0.0/0"],
  ["also its narrowest",               "0.0.0.0/32",        "0.0.0.0/32",        "0.0.0.0/0"],
  ["IPv6",                             "FD00::1/64",        "fd00::/64",         "fd00::/64"],
  ["all of IPv6",                      "::/0",              "::/0",              "::/0"],
  ["a bare IPv6 address",              "fd00::1",           "fd00::1/128",       "fd00::1/128"],
  ["a prefix too long",                "10.0.0.0/33",       null,                null],
  ["a prefix with a zero in front",    "10.0.0.0/08",       null,                null],
  ["a mask instead of a prefix",       "10.0.0.0/255.0.0.0",null,                null],
])("block: %s", (_, text, canonical, cloud) => {
  expect(canonicalCidr(text)).toBe(canonical);
  expect(cloudCidr(text)).toBe(cloud);
});

describe("laws", { timeout: 30_000 }, () => {
  test("the canonical text of an address is a fixed point, and Node agrees that it is an address", () => {
    fc.assert(
      fc.property(fc.oneof(address(4), address(6)), (text) => {
        expect(canonicalAddress(text)).toBe(text);
        expect(net.isIP(text)).toBe(text.includes(":") ? 6 : 4);
      }),
    );
  });

  test("text that Node takes for an IPv6 address without zone is read, other text is not", () => {
    const nearlyIpv6 = fc.stringMatching(/^[0-9a-f:]{2,24}(1\.2\.3\.4)?$/);
    fc.assert(
      fc.property(nearlyIpv6, (text) => {
        expect(parseIp(text) !== null).toBe(net.isIP(text) !== 0);
      }),
      {
        numRuns: 2000,
      },
    );
  });

  test("membership agrees with Node's BlockList", () => {
    const pair = fc.constantFrom(4 as const, 6 as const).chain((family) => fc.tuple(address(family), cidr(family)));
    fc.assert(
      fc.property(pair, ([ip, block]) => {
        const kind = ip.includes(":") ? "ipv6" : "ipv4";
        const list = new net.BlockList();
        const [base = "", prefix] = block.split("/");
        list.addSubnet(base, Number(prefix), kind);
        expect(addressInCidr(ip, block)).toBe(list.check(ip, kind));
      }),
    );
  });

  test("a range is exactly its blocks, and no two of them are halves of one", () => {
    const ends = fc.tuple(address(4), address(4)).map(([a, b]) => [a, b].map(ipValue).sort(byValue));
    fc.assert(
      fc.property(ends, ([first = 0n, last = 0n]) => {
        const blocks = rangeToCidrs({ family: 4, first, last }).map(parseBlock);
        let next = first;
        for (const block of blocks) {
          expect(block?.first).toBe(next);
          next = (block?.last ?? 0n) + 1n;
        }
        expect(next).toBe(last + 1n);
        expect(blocks.length).toBeLessThanOrEqual(62);
      }),
    );
  });
});

function ipValue(text: string): bigint {
  return parseIp(text)?.value ?? 0n;
}

function byValue(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
