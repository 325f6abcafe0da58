import { existsSync, readFileSync } from "node:fs";
import type { Pod } from "@podpath/access-path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseDrill } from "./base-drill.ts";
import { inPod, openLab } from "./lab.ts";
import { LabProcess, STARTERS } from "./outside.ts";

/** What root in a Pod and root on a node must not be able to do. `refused`: the command fails. */
// prettier-ignore
const REFUSED_TO_BOTH = [
  ["put a link into the fabric",                 "ip link add foo link-netnsid 0 type veth peer name bar"],
  ["move a link to the fabric",                  "ip link add foo type veth peer name bar && ip link set bar netns $(ls /proc | grep -E '^[0-9]+$' | sort -n | tail -1)0"],
  ["write this machine's programs",              "touch /usr/bin/podpath-escape"],
  ["change this machine's programs",             "echo >> /usr/bin/true"],
  ["make the mounts writable",                   "mount -o remount,rw,bind /usr"],
  ["mount a file system",                        "mount -t tmpfs none /tmp"],
  ["mount another /proc",                        "mount -t proc proc /tmp"],
  ["unmount",                                    "umount -l /proc || umount /usr"],
  ["set the kernel's core pattern",              "echo '|/tmp/evil' > /proc/sys/kernel/core_pattern"],
  ["set what the kernel runs for modules",       "echo /tmp/evil > /proc/sys/kernel/modprobe"],
  ["press SysRq",                                "echo h > /proc/sysrq-trigger"],
  ["set kernel settings",                        "echo 1 > /proc/sys/kernel/panic"],
  ["allow itself user namespaces",               "echo 9 > /proc/sys/user/max_user_namespaces"],
  ["become root of a new user namespace",        "unshare --user --map-root-user true"],
  ["make a mount namespace",                     "unshare --mount true"],
  ["make a network namespace",                   "unshare --net true"],
  ["join the namespaces of its PID 1 anew",      "nsenter -t 1 -m true || nsenter -t 1 -n true"],
  ["make a device file",                         "mknod /tmp/disk b 254 0"],
  ["open a disk",                                "cat /dev/vda /dev/sda /dev/nvme0n1"],
  ["read kernel memory or messages",             "head -c 1 /proc/kcore /dev/mem /dev/kmsg"],
  ["set the clock",                              "date -s 2001-01-01"],
  ["change its host name",                       "echo evil > /proc/sys/kernel/hostname"],
  ["give a file to somebody else",               "touch /tmp/f && chown 1000 /tmp/f"],
  ["raise its limit of processes",               "prlimit --nproc=100000:100000 true"],
  ["read this machine's users",                  "grep -v -e ^root: -e ^nobody: /etc/passwd || cat /etc/shadow"],
  ["read anybody's home",                        "ls /home || ls -A /root | grep ."],
  ["find other sandboxes' files",                "ls /run/pipes || ls /run/rules"],
] as const;

// prettier-ignore
const REFUSED_TO_PODS = [
  ["change rules",                               "nft flush ruleset"],
  ["take its interface down",                    "ip link set eth0 down"],
  ["add an address",                             "ip addr add 10.0.35.99/32 dev eth0"],
  ["add a route",                                "ip route add 192.0.2.0/24 via 169.254.1.1"],
  ["set network settings",                       "echo 1 > /proc/sys/net/ipv4/ip_forward"],
] as const;

describe.each(STARTERS)("in a lab started by %s", (starter) => {
  let lab: LabProcess;
  let corePattern: string;

  beforeAll(async () => {
    corePattern = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    lab = await LabProcess.start(starter);
  });
  afterAll(() => lab.end());

  test.each(REFUSED_TO_BOTH)("root in a Pod cannot %s", async (_, command) => {
    expect((await lab.run("pod", "sh", "-c", command)).status).not.toBe(0);
  });

  test.each(REFUSED_TO_PODS)("root in a Pod cannot %s", async (_, command) => {
    expect((await lab.run("pod", "sh", "-c", command)).status).not.toBe(0);
  });

  test.each(REFUSED_TO_BOTH)("root on a node cannot %s", async (_, command) => {
    expect((await lab.run("node", "sh", "-c", command)).status).not.toBe(0);
  });

  test.each(["pod", "node"] as const)("root on a %s sees its own processes only", async (place) => {
    const { stdout } = await lab.run(place, "ps", "axo", "args=");
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringMatching(/^(nginx -g daemon off;|sleep infinity)$/),
      "ps axo args=",
    ]);
  });

  test.each(["pod", "node"] as const)(
    "root on a %s is nobody outside, with no more capabilities than it should",
    async (place) => {
      const { stdout } = await lab.run(
        place,
        "sh",
        "-c",
        "id -u; cat /proc/self/uid_map; grep CapBnd /proc/self/status",
      );
      const [uid, map, bounding] = stdout.trim().split("\n");
      expect(uid).toBe("0");
      expect(map!.trim().split(/\s+/)).toEqual(["0", "0", "1"]);
      // Bits as in linux/capability.h: a container's usual ones, and net_admin on a node.
      expect(bounding).toBe(`CapBnd:\t00000000a804${place === "pod" ? "25" : "35"}fb`);
    },
  );

  test("whatever root on a node does to rules and links is its own: the fabric filters as before", async () => {
    const curl = ["curl", "-s", "-o", "/dev/null", "--connect-timeout", "0.5", "http://10.0.35.150/"] as const;
    const commands = [
      "nft flush ruleset",
      "nft add table inet sg; nft add chain inet sg c '{ type filter hook forward priority -100; policy accept; }'",
      "ip link add foo type veth peer name bar link-netnsid 0; ip -o link show foo | grep -q foo@bar",
      "ip neigh replace 10.0.35.150 lladdr fe:ee:00:00:00:01 dev eth1",
      "ip addr add 10.0.35.150/32 dev eth1; ip addr del 10.0.35.150/32 dev eth1",
      "ip rule add pref 10 to 10.0.35.150 lookup 4003; ip rule del pref 10",
    ];
    for (const command of commands) expect((await lab.run("node", "sh", "-c", command)).status, command).toBe(0);
    expect((await lab.run("pod", ...curl)).status).toBe(28);
    expect((await lab.run("node", ...curl)).status).toBe(28);
  });

  test("a fork bomb ends at its limit, and the lab goes on", async () => {
    const bomb = "i=0; while [ $i -lt 2000 ]; do sleep 5 & i=$((i+1)); done";
    expect((await lab.run("pod", "sh", "-c", bomb)).status).not.toBe(0);
    expect((await lab.run("node", "true")).status).toBe(0);
  });

  test("nothing of it reached this machine", () => {
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(corePattern);
    expect(existsSync("/usr/bin/podpath-escape")).toBe(false);
  });
});

test("a Pod's environment is no way out: nothing sees it before it is in its sandbox", async () => {
  const [podA] = baseDrill().pods as [Pod, Pod];
  const container = { ...podA.containers[0]!, env: { LD_PRELOAD: "/tmp/evil.so" } };
  await using lab = await openLab(baseDrill({ pods: [{ ...podA, containers: [container] }] }));
  const { status, stderr } = await lab.run(inPod(podA), ["true"]);
  expect(status).toBe(0);
  // The linker complains once for each program that has it: the shell that finds the command, and the command.
  expect(stderr.match(/evil\.so/g)).toHaveLength(2);
});
