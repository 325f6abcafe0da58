import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import { bits, boolean, explicit, implicit, integer, octets, oid, sequence, set, utcTime, utf8 } from "./der.ts";

export interface Tls {
  /** What clients trust. */
  readonly caPem: string;
  readonly certPem: string;
  /** Of the server's certificate; the authority's own key is forgotten as soon as it has signed. */
  readonly keyPem: string;
}

/** Names that the Kubernetes API is reached by. */
const NAMES = ["127.0.0.1", "::1", "localhost", "kubernetes.default.svc"];

const DAY_MS = 86_400_000;
const LIFE_DAYS = 3650;
const LONG_AGO = Date.UTC(2020, 0, 1);

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
} as const;

/**
 * A certificate authority and a server certificate signed by it, for loopback only. A few milliseconds; keep the result,
 * because kubeconfigs carry the authority.
 *
 * @source RFC 5280
 */
export function createTls(now = new Date()): Tls {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = commonName("PodPath lab CA");
  const from = new Date(Math.min(now.getTime(), LONG_AGO)); // for a clock that is put back later on
  const until = new Date(now.getTime() + LIFE_DAYS * DAY_MS);
  const common = { issuer, from, until, signer: authority.privateKey };
  const ca = certificate({
    ...common,
    subject: issuer,
    publicKey: authority.publicKey,
    extensions: [
      extension(OID.basicConstraints, true, sequence(boolean(true))),
      extension(OID.keyUsage, true, bits(Buffer.from([0b0000_0110]), 1)), // keyCertSign, cRLSign
      keyIdentifier(authority.publicKey),
    ],
  });
  const cert = certificate({
    ...common,
    subject: commonName("kube-apiserver"),
    publicKey: server.publicKey,
    extensions: [
      extension(OID.basicConstraints, true, sequence()),
      extension(OID.keyUsage, true, bits(Buffer.from([0b1000_0000]), 7)), // digitalSignature
      extension(OID.extendedKeyUsage, false, sequence(oid(OID.serverAuth))),
      extension(OID.subjectAltName, false, sequence(...NAMES.map(generalName))),
      extension(OID.authorityKeyIdentifier, false, sequence(implicit(0, fingerprint(authority.publicKey)))),
      keyIdentifier(server.publicKey),
    ],
  });
  const keyPem = server.privateKey.export({ type: "pkcs8", format: "pem" });
  return { caPem: pem(ca), certPem: pem(cert), keyPem };
}

interface Certificate {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly from: Date;
  readonly until: Date;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly signer: KeyObject;
}

function certificate({ issuer, subject, from, until, publicKey, extensions, signer }: Certificate): Buffer {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const version3 = explicit(0, integer(Buffer.from([2])));
  const toBeSigned = sequence(
    version3,
    integer(randomBytes(16)),
    algorithm,
    issuer,
    sequence(utcTime(from), utcTime(until)),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(...extensions)),
  );
  return sequence(toBeSigned, algorithm, bits(sign("sha256", toBeSigned, signer)));
}

function commonName(text: string): Buffer {
  return sequence(set(sequence(oid(OID.commonName), utf8(text))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return critical ? sequence(oid(id), boolean(true), octets(value)) : sequence(oid(id), octets(value));
}

function keyIdentifier(key: KeyObject): Buffer {
  return extension(OID.subjectKeyIdentifier, false, octets(fingerprint(key)));
}

function fingerprint(key: KeyObject): Buffer {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}

function generalName(name: string): Buffer {
  switch (isIP(name)) {
    case 4:
      return implicit(7, Buffer.from(name.split(".").map(Number)));
    case 6:
      return implicit(7, ipv6(name));
    default:
      return implicit(2, Buffer.from(name));
  }
}

/** 16 bytes of an address whose only abbreviation is `::`. */
function ipv6(address: string): Buffer {
  const [head = "", tail = ""] = address.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const zeros = Array.from<number>({ length: 8 - groups(head).length - groups(tail).length }).fill(0);
  return Buffer.from([...groups(head), ...zeros, ...groups(tail)].flatMap((group) => [group >> 8, group & 0xff]));
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
