import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { integer, oid, utcTime } from "./der.ts";
import { createTls } from "./tls.ts";

test("the server's certificate is signed by the authority, for every name of the API and no other", () => {
  const { caPem, certPem } = createTls();
  const [ca, cert] = [new X509Certificate(caPem), new X509Certificate(certPem)];
  expect(ca.ca).toBe(true);
  expect(cert.ca).toBe(false);
  expect(cert.verify(ca.publicKey)).toBe(true);
  expect(cert.checkIssued(ca)).toBe(true);
  for (const address of ["127.0.0.1", "::1"]) expect(cert.checkIP(address)).toBe(address);
  for (const name of ["localhost", "kubernetes.default.svc"]) expect(cert.checkHost(name)).toBe(name);
  expect(cert.checkHost("evil.example")).toBeUndefined();
  expect(cert.checkIP("10.0.0.1")).toBeUndefined();
});

test("every call makes keys and an authority of its own", () => {
  const [a, b] = [createTls(), createTls()];
  expect(a.keyPem).not.toBe(b.keyPem);
  expect(new X509Certificate(a.certPem).verify(new X509Certificate(b.caPem).publicKey)).toBe(false);
});

const openssl = spawnSync("openssl", ["version"]).status === 0;
test.runIf(openssl)("openssl finds nothing to complain about (needs openssl)", () => {
  const folder = mkdtempSync(join(tmpdir(), "podpath-tls-"));
  const { caPem, certPem } = createTls();
  writeFileSync(join(folder, "ca.pem"), caPem);
  writeFileSync(join(folder, "cert.pem"), certPem);
  const args = [
    "verify",
    "-x509_strict",
    "-purpose",
    "sslserver",
    "-verify_ip",
    "127.0.0.1",
    "-CAfile",
    "ca.pem",
    "cert.pem",
  ];
  const { stdout, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(stdout + stderr).toBe("cert.pem: OK\n");
});

// prettier-ignore
test.each([
  ["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
  ["2.5.29.17",           "0603551d11"],
])("object identifier %s", (dotted, hex) => {
  expect(oid(dotted).toString("hex")).toBe(hex);
});

test("integers are unsigned and minimal", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (value) => {
      const hex = value.toString(16);
      const der = integer(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex"));
      const content = der.subarray(2);
      expect(BigInt(`0x${content.toString("hex")}`)).toBe(value);
      expect(content[0]! < 0x80).toBe(true);
      if (content.length > 1) expect(content[0] !== 0 || content[1]! >= 0x80).toBe(true);
    }),
  );
});

test("times are seconds in UTC", () => {
  expect(utcTime(new Date("2026-11-22T03:04:05.678Z")).toString("latin1")).toBe("\x17\x0d261122030405Z");
});
