import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { probeNetns, type NetnsProbe } from "../src/netns/index.ts";
import { UNPACKED_PROGRAMS } from "./lab.ts";

test("this machine can carry the kernel data plane", async () => {
  expect(await probeNetns(UNPACKED_PROGRAMS)).toEqual({ ok: true });
});

// prettier-ignore
test.each([
  // what the kernel refuses     how it is brought about                            want
  ["user namespaces",            "echo 0 > /proc/sys/user/max_user_namespaces",     "namespaces-refused"],
  ["networks for nodes",         "echo 1 > /proc/sys/user/max_net_namespaces",      "links-refused"],
  ["mounts for sandboxes",       "echo 2 > /proc/sys/user/max_mnt_namespaces",      "sandbox-refused"],
])("a kernel that refuses %s is told apart, with what it said", (_, narrow, reason) => {
  expect(probeAfter(narrow)).toEqual({ ok: false, reason, detail: expect.stringMatching(/\w{4}/) });
});

test("programs that are missing are named, with their packages", () => {
  expect(probeAfter("mount -t tmpfs none /usr/sbin", "/usr/bin", {})).toMatchObject({
    ok: false,
    reason: "programs-missing",
    missing: expect.arrayContaining(["nft", "nginx"]),
    packages: expect.arrayContaining(["nftables", "nginx-light"]),
  });
});

/** Probe in a process from whose user namespace something was taken away first. */
function probeAfter(narrow: string, path = process.env["PATH"], programs = UNPACKED_PROGRAMS): NetnsProbe {
  const probe = `import(${JSON.stringify(new URL("../src/netns/index.ts", import.meta.url).href)})
    .then(({ probeNetns }) => probeNetns(${JSON.stringify(programs)})).then((probed) => process.stdout.write(JSON.stringify(probed)))`;
  const shell = `${narrow} && exec "$0" --input-type=module --eval "$1"`;
  const argv = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", shell, process.execPath, probe];
  return JSON.parse(execFileSync("env", argv, { encoding: "utf8", env: { PATH: path } })) as NetnsProbe;
}
