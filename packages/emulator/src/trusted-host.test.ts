import { expect, test } from "vitest";
import { isTrustedHost, isTrustedOrigin } from "./trusted-host.ts";

test.each([
  "127.0.0.1:18080",
  "localhost",
  "vpc.localhost:80",
  "[::1]:18080",
  "http://127.0.0.1:18080", // tccli sends the whole endpoint
  "vpc.tencentcloudapi.com",
  "vpc.ap-guangzhou.tencentcloudapi.com",
  "vpc.lab.test:18080",
])("Host: %s is ours", (host) => expect(isTrustedHost(host)).toBe(true));

test.each([
  "",
  "evil.example",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "tencentcloudapi.com.evil.example",
  "evil-tencentcloudapi.com",
  "10.0.0.1",
])("Host: %s isn't", (host) => expect(isTrustedHost(host)).toBe(false));

test.each([
  [undefined, true],
  ["http://127.0.0.1:4000", true],
  ["https://localhost", true],
  ["http://[::1]:80", true],
  ["null", false],
  ["https://evil.example", false],
  ["https://vpc.tencentcloudapi.com", false],
  ["http://localhost.evil.example", false],
])("Origin: %s, trusted: %s", (origin, trusted) => expect(isTrustedOrigin(origin)).toBe(trusted));
