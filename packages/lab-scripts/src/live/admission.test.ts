import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { hasKey, hasSocketKey, isOwnPage } from "./admission.ts";

const PORT = 4000;
const KEY = "AAAAAAAAAAAAAAAAAAAAAA";
const asked = (headers: IncomingHttpHeaders): IncomingMessage => ({ headers }) as IncomingMessage;

describe("whose page asks", () => {
  // prettier-ignore
  test.each([
    // who                                  headers                                                                          let in
    ["the page itself",                     { host: "127.0.0.1:4000", "sec-fetch-site": "same-origin" },                     true],
    ["the page, naming its origin",         { host: "127.0.0.1:4000", origin: "http://127.0.0.1:4000" },                     true],
    ["the page under the other name",       { host: "localhost:4000", origin: "http://localhost:4000" },                     true],
    ["a name that was rebound",             { host: "evil.example:4000", origin: "http://evil.example:4000" },               false],
    ["another site",                        { host: "127.0.0.1:4000", origin: "http://evil.example" },                       false],
    ["another program's page, same host",   { host: "127.0.0.1:4000", origin: "http://127.0.0.1:5000" },                     false],
    ["the same, which browsers call same-site", { host: "127.0.0.1:4000", "sec-fetch-site": "same-site" },                   false],
    ["a link on another site",              { host: "127.0.0.1:4000", "sec-fetch-site": "cross-site" },                      false],
    ["the address bar",                     { host: "127.0.0.1:4000", "sec-fetch-site": "none" },                            false],
    ["a sandboxed frame",                   { host: "127.0.0.1:4000", origin: "null" },                                      false],
    ["a relay that names another port",     { host: "127.0.0.1:5000" },                                                      false],
    ["nobody's host",                       {},                                                                              false],
  ])("%s", (_, headers, allowed) => {
    expect(isOwnPage(asked(headers), PORT)).toBe(allowed);
  });
});

describe("who has the key", () => {
  // prettier-ignore
  test.each([
    ["the key",            `Bearer ${KEY}`,        true],
    ["nothing",            undefined,              false],
    ["another key",        `Bearer ${"B".repeat(22)}`, false],
    ["a part of it",       `Bearer ${KEY.slice(1)}`,   false],
    ["more than it",       `Bearer ${KEY}A`,       false],
    ["it, by another scheme", `Basic ${KEY}`,      false],
  ])("%s", (_, authorization, allowed) => {
    expect(hasKey(asked(authorization === undefined ? {} : { authorization }), KEY)).toBe(allowed);
  });

  // prettier-ignore
  test.each([
    ["the key among the protocols", { origin: "http://127.0.0.1:4000", "sec-websocket-protocol": `v5.channel.k8s.io, podpath.key.${KEY}` }, true],
    ["no key",                      { origin: "http://127.0.0.1:4000", "sec-websocket-protocol": "v5.channel.k8s.io" },                    false],
    ["another key",                 { origin: "http://127.0.0.1:4000", "sec-websocket-protocol": `podpath.key.${"B".repeat(22)}` },        false],
    ["no origin",                   { "sec-websocket-protocol": `podpath.key.${KEY}` },                                                    false],
    ["the key where no socket's is", { origin: "http://127.0.0.1:4000", authorization: `Bearer ${KEY}` },                                  false],
  ])("a socket with %s", (_, headers, allowed) => {
    expect(hasSocketKey(asked(headers), KEY)).toBe(allowed);
  });
});
