import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { findKubeconfig, readKubeconfig } from "./kubeconfig.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "podpath-kube-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const base64 = (text: string) => Buffer.from(text).toString("base64");

function config(name: string, user: string, cluster = ""): string {
  return `apiVersion: v1
kind: Config
current-context: ${name}
contexts: [{ name: ${name}, context: { cluster: c-${name}, user: u-${name}, namespace: shop } }]
clusters: [{ name: c-${name}, cluster: { server: "https://${name}.example:6443"${cluster} } }]
users: [{ name: u-${name}, user: { ${user} } }]
`;
}

const read = (text: string, context: string | null = null) => readKubeconfig([{ text, folder: home }], context);

test("a token, and a certificate with its key", () => {
  const { connection, namespace, cluster } = read(config("one", "token: abc"));
  expect(connection).toMatchObject({
    headers: { authorization: "Bearer abc" },
    server: new URL("https://one.example:6443"),
  });
  expect([namespace, cluster]).toEqual(["shop", "c-one"]);
  const user = `client-certificate-data: ${base64("CERT")}, client-key-data: ${base64("KEY")}`;
  expect(read(config("two", user, `, certificate-authority-data: ${base64("CA")}`)).connection).toMatchObject({
    cert: "CERT",
    key: "KEY",
    ca: "CA",
    headers: {},
  });
});

test("files that it names are found beside it", () => {
  for (const [name, text] of [
    ["cert", "CERT"],
    ["key", "KEY"],
    ["ca", "CA"],
    ["token", "t\n"],
  ] as const)
    writeFileSync(join(home, name), text);
  const found = read(config("one", "client-certificate: cert, client-key: key", ", certificate-authority: ca"));
  expect(found.connection).toMatchObject({ cert: "CERT", key: "KEY", ca: "CA" });
  expect(read(config("one", "tokenFile: token")).connection.headers).toEqual({ authorization: "Bearer t" });
  expect(() => read(config("one", "tokenFile: none"))).toThrow(
    expect.objectContaining({ code: "KubeconfigUnreadable" }),
  );
});

test("TLS as it says: another name, or unchecked where the user chose so", () => {
  const found = read(config("one", "token: t", ", tls-server-name: kubernetes, insecure-skip-tls-verify: true"));
  expect(found.connection).toMatchObject({ servername: "kubernetes", rejectUnauthorized: false });
});

test("several files are one, the first current context counts, and one is chosen by name", () => {
  const files = [config("one", "token: 1"), config("two", "token: 2")].map((text) => ({ text, folder: home }));
  expect(readKubeconfig(files).context).toBe("one");
  expect(readKubeconfig(files, "two").connection.headers).toEqual({ authorization: "Bearer 2" });
  expect(() => readKubeconfig(files, "three")).toThrow(
    expect.objectContaining({
      code: "NoSuchContext",
      hint: expect.objectContaining({ en: "It has: one, two" }) as object,
    }),
  );
});

test.each([
  ["a plug-in for credentials", config("one", "exec: { command: tke-auth }"), "KubeconfigPlugin"],
  ["nobody's credentials", config("one", "username: me"), "KubeconfigUnusable"],
  ["no YAML", "a: [", "KubeconfigUnusable"],
  ["an empty file", "", "KubeconfigUnusable"],
  ["a server that is no address", config("one", "token: t").replace("https://", ""), "KubeconfigUnusable"],
])("%s is said", (_, text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

test("where it is looked for: the one named, KUBECONFIG, then home", () => {
  mkdirSync(join(home, ".kube"));
  writeFileSync(join(home, ".kube", "config"), "home");
  writeFileSync(join(home, "a"), "a");
  const texts = (environment: NodeJS.ProcessEnv, named: string | null = null) =>
    findKubeconfig({ HOME: home, ...environment }, named).map(({ text }) => text);
  expect(texts({})).toEqual(["home"]);
  expect(texts({ KUBECONFIG: [join(home, "a"), join(home, "none")].join(delimiter) })).toEqual(["a"]);
  expect(texts({ KUBECONFIG: join(home, "a") }, join(home, ".kube", "config"))).toEqual(["home"]);
  expect(() => texts({ KUBECONFIG: join(home, "none") })).toThrow(expect.objectContaining({ code: "NoKubeconfig" }));
  expect(() => texts({}, join(home, "none"))).toThrow(
    expect.objectContaining({ code: "KubeconfigUnreadable", exitStatus: 2 }),
  );
});
