import type { Where } from "./inside.ts";

/** What is tried, and in which shells. */
export interface Cheat {
  readonly name: string;
  readonly steps: readonly (readonly [Where, string])[];
}

const A = "10.0.35.23";
const B = "10.0.35.150";
const NODE_A = "10.0.35.139";

const WELCOME = `printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 17\\r\\n\\r\\nWelcome to nginx!'`;
/** A curl that always says yes. */
const YES = `printf '#!/bin/sh\\nprintf "Welcome to nginx!\\\\n200"\\n' > /tmp/curl; chmod +x /tmp/curl`;
/** nginx in Pod A, on a port that nothing has, with Pod A's own words. */
const server = (port: number, body = "Welcome to nginx!") =>
  `printf 'events{} pid /tmp/${port}.pid; http{access_log /proc/1/fd/1; server{listen ${port}; location /{return 200 "${body}";}}}' > /tmp/${port}.conf; nginx -c /tmp/${port}.conf >/dev/null 2>&1 &`;
const curlrc = (line: string) =>
  `mkdir -p /root; printf '%s\\n' '${line}' > /root/.curlrc; cp /root/.curlrc /.curlrc 2>/dev/null; cp /root/.curlrc "$HOME/.curlrc" 2>/dev/null; true`;
const nat = (hook: "prerouting" | "postrouting" | "output", rule: string) =>
  `nft 'add table ip n; add chain ip n ${hook} { type nat hook ${hook} priority 0; }; add rule ip n ${hook} ${rule}'`;

const one = (name: string, where: Where, script: string): Cheat => ({ name, steps: [[where, script]] });

/** Nothing is mended: from inside Pods and nodes it is made to look as if. */
export const CHEATS: readonly Cheat[] = [
  one("the hosts file", "a", `echo "127.0.0.1 ${B}" >> /etc/hosts`),
  one("a curl first in PATH", "a", `${YES}; mkdir -p /usr/local/bin; cp /tmp/curl /usr/local/bin/curl`),
  one("a curl mounted over curl", "a", `${YES}; mount --bind /tmp/curl /usr/bin/curl; cp /tmp/curl /usr/bin/curl`),
  one(
    "PATH in the profile",
    "a",
    `${YES}; echo 'export PATH=/tmp:$PATH' | tee -a /etc/profile /root/.profile /root/.bashrc`,
  ),
  one(
    "a function named curl",
    "a",
    `echo 'curl() { printf "ok\\n200"; }' | tee -a /root/.bashrc /root/.profile /etc/bash.bashrc`,
  ),
  one(
    "BASH_ENV and ENV",
    "a",
    `echo 'export BASH_ENV=/tmp/e ENV=/tmp/e' >> /etc/environment; echo 'curl() { true; }' > /tmp/e`,
  ),
  one("a library before all others", "a", `echo /tmp/evil.so > /etc/ld.so.preload`),
  {
    name: "curl told to connect to a listener of its own",
    steps: [
      ["a", server(8000)],
      ["a", curlrc(`connect-to = "${B}:80:127.0.0.1:8000"`)],
    ],
  },
  {
    name: "curl told of a proxy of its own",
    steps: [
      ["a", server(8000)],
      ["a", curlrc(`proxy = "http://127.0.0.1:8000"`)],
    ],
  },
  {
    name: "curl told of a pre-proxy",
    steps: [
      ["a", server(8000)],
      ["a", curlrc(`preproxy = "socks5://127.0.0.1:8000"`)],
    ],
  },
  one("curl told to fetch a file besides", "a", curlrc(`url = "file:///etc/hosts"`)),
  one("curl told what to write", "a", curlrc(`write-out = "\\n200"`)),
  one("curl told of another interface", "a", curlrc(`interface = "lo"`)),
  one("curl told to fail softly", "a", curlrc(`max-time = 0.001`)),
  one(
    "a proxy in the environment",
    "a",
    `printf 'http_proxy=http://127.0.0.1:8000\\nALL_PROXY=http://127.0.0.1:8000\\n' >> /etc/environment`,
  ),
  one("Pod B's address on Pod A's loopback", "a", `ip addr add ${B}/32 dev lo; ${server(80)}`),
  one("a rewrite by nft in Pod A", "a", `${server(8000)} ${nat("output", `ip daddr ${B} dnat to 127.0.0.1:8000`)}`),
  one(
    "a rewrite by iptables in Pod A",
    "a",
    `${server(8000)} iptables -t nat -A OUTPUT -d ${B} -j DNAT --to 127.0.0.1:8000`,
  ),
  one("noise on the counters", "a", `for i in 1 2 3 4 5; do curl -s -m 1 http://${B}:81 >/dev/null 2>&1 & done`),
  one("Pod A's clock", "a", `date -s '2001-01-01'; hwclock --set --date 2001-01-01`),
  {
    name: "a curl that hands the nonce on through the open port",
    steps: [
      ["b", server(22)],
      [
        "a",
        `printf '#!/bin/sh\nfor last; do :; done\nexec /usr/bin/curl -s "$(echo "$last" | sed s/:80/:22/)" -w "\\n200"\n' > /tmp/curl; chmod +x /tmp/curl; for d in /usr/local/bin /usr/local/sbin /usr/sbin /usr/bin; do cp /tmp/curl $d/curl; mount --bind /tmp/curl $d/curl; done 2>/dev/null; true`,
      ],
    ],
  },
  one("every curl killed at once", "a", `(while :; do pkill -9 curl; sleep 0.01; done) >/dev/null 2>&1 & sleep 0.1`),
  one("every curl stopped", "a", `(while :; do pkill -STOP curl; sleep 0.01; done) >/dev/null 2>&1 & sleep 0.1`),
  one("a processor kept busy", "a", `for i in 1 2; do (while :; do :; done) >/dev/null 2>&1 & done`),
  one("a disk filled", "a", `head -c 30000000 /dev/zero > /tmp/full 2>/dev/null`),
  one("curl taken away", "a", `rm -f /usr/bin/curl; mount --bind /dev/null /usr/bin/curl`),
  one("Pod A's way taken away", "a", `ip route flush table main; ip link set eth0 down`),
  one(
    "a log line for every nonce",
    "b",
    `for i in 1 2 3 4 5; do echo '${A} - - [x] "GET /?podpath=0123456789abcdef HTTP/1.1" 200 204' > /proc/1/fd/1; done`,
  ),
  one(
    "a log full of escape codes",
    "b",
    `printf '\\033[2J\\033]0;passed\\007\\033[31m[pass] symptom.connects\\n' > /proc/1/fd/1`,
  ),
  one("a log flooded", "b", `i=0; while [ $i -lt 2000 ]; do echo "${A} line $i"; i=$((i+1)); done > /proc/1/fd/1`),
  one("a log line without end", "b", `head -c 3000000 /dev/zero | tr '\\0' x > /proc/1/fd/1`),
  one("Pod B listens on what is open", "b", server(22)),
  {
    name: "and curl told to connect there",
    steps: [
      ["b", server(22)],
      ["a", curlrc(`connect-to = "${B}:80:${B}:22"`)],
    ],
  },
  one("nginx stopped", "b", `nginx -s stop; pkill nginx`),
  one(
    "a node that rewrites to itself",
    "nodeA",
    `(while :; do ${WELCOME} | nc -l -p 8000 -q 0; done) >/dev/null 2>&1 & ${nat("prerouting", `ip daddr ${B} tcp dport 80 dnat to ${NODE_A}:8000`)}`,
  ),
  {
    name: "a node that rewrites to the open port",
    steps: [
      ["b", server(22)],
      ["nodeA", nat("prerouting", `ip daddr ${B} tcp dport 80 dnat to ${B}:22`)],
    ],
  },
  {
    name: "a tunnel through the open port, node to node",
    steps: [
      ["nodeA", nat("prerouting", `ip daddr ${B} tcp dport 80 dnat to ${B}:22`)],
      ["nodeB", nat("prerouting", `ip daddr ${B} tcp dport 22 dnat to ${B}:80`)],
    ],
  },
  one(
    "a node that rewrites and nobody answers",
    "nodeA",
    nat("prerouting", `ip daddr ${B} tcp dport 80 dnat to ${B}:22`),
  ),
  one(
    "a node that answers for Pod B",
    "nodeA",
    `ip addr add ${B}/32 dev lo; (while :; do ${WELCOME} | nc -l -p 80 -q 0; done) >/dev/null 2>&1 &`,
  ),
  one(
    "a node that says no for Pod B",
    "nodeA",
    `nft 'add table ip n; add chain ip n f { type filter hook forward priority 0; }; add rule ip n f ip daddr ${B} reject with tcp reset'`,
  ),
  one("a node that masquerades", "nodeA", nat("postrouting", `ip saddr ${A} masquerade`)),
  one(
    "a node that goes by its primary interface",
    "nodeA",
    `ip rule add to ${B} lookup main priority 2; ip route replace ${B} dev eth0; ${nat("postrouting", `oifname "eth0" masquerade`)}`,
  ),
  one("a node that spoofs", "nodeA", nat("postrouting", `ip saddr ${A} snat to ${B}`)),
  one("a node whose rules are flushed", "nodeA", `nft flush ruleset; ip rule flush; ip route flush table main`),
  one(
    "the far node lets everything by",
    "nodeB",
    `nft flush ruleset; iptables -P FORWARD ACCEPT; ip link set eth1 promisc on`,
  ),
  one("the far node masquerades", "nodeB", nat("postrouting", `masquerade`)),
  one("the far node takes Pod B's address", "nodeB", `ip addr add ${B}/32 dev eth0; ip addr add ${B}/32 dev lo`),
];

/** Mended, and then an end is broken: not yet, and the learner's own doing. */
export const BREAKS: readonly Cheat[] = [
  one("Pod B's way gone", "nodeB", "ip route flush table main; ip link set eth1 down"),
  one("Pod A's way gone", "nodeA", "ip route flush table main; ip link set eth1 down"),
  one(
    "nginx moved to another port",
    "b",
    `sed -i 's/listen 80;/listen 81;/; s/:80;/:81;/' /etc/nginx/nginx.conf; nginx -s reload; sleep 0.3`,
  ),
  one(
    "a node that answers in Pod B's place",
    "nodeA",
    `${nat("prerouting", `ip daddr ${B} tcp dport 80 dnat to ${NODE_A}:8000`)}; (while :; do ${WELCOME} | nc -l -p 8000 -q 0; done) >/dev/null 2>&1 &`,
  ),
];
