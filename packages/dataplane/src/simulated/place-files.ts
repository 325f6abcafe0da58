import type { Container, Pod, Snapshot } from "@podpath/access-path";
import { startOf } from "../netns/images.ts";
import { podFiles, systemFiles } from "../netns/pod-files.ts";
import { nodeAddresses, type NodeMachine } from "./machine.ts";
import { TAG } from "./voice.ts";

/** Where nginx keeps its pages. */
export const PAGE_FOLDER = "/usr/share/nginx/html";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const OS_RELEASE = `PRETTY_NAME="PodPath simulated machine"
NAME="PodPath simulated machine"
ID=podpath-simulated
VERSION_ID="1"
`;

const SHOWN_NOT_READ = `# ${TAG} shown, not read: it listens on the TCP ports that the Pod declares, or on 80\n`;

export function podEnvironment(pod: Pod, container: Container): ReadonlyMap<string, string> {
  return new Map([["PATH", PATH], ["HOSTNAME", pod.name], ["HOME", "/root"], ...Object.entries(container.env)]);
}

export function nodeEnvironment(name: string): ReadonlyMap<string, string> {
  return new Map([
    ["PATH", PATH],
    ["HOSTNAME", name],
    ["HOME", "/root"],
  ]);
}

/** The same files that a container has where the kernel carries the packets. */
export function filesOfPod(pod: Pod, container: Container): ReadonlyMap<string, string> {
  const files = podFiles(pod, PAGE_FOLDER).map(({ path, text }) => [path, text] as const);
  const nginxConf = files.find(([path]) => path === "/etc/nginx/nginx.conf")?.[1] ?? "";
  const start = startOf(container);
  const program = start.kind === "start" ? (start.argv[0] ?? "") : "";
  return new Map([
    ...files,
    ["/etc/nginx/nginx.conf", SHOWN_NOT_READ + nginxConf],
    ["/proc/1/comm", `${program.slice(program.lastIndexOf("/") + 1)}\n`],
    ...systemInformation(pod.name),
  ]);
}

/** A node knows the other nodes by name. */
export function filesOfNode({ node, hostname }: NodeMachine, { nodes }: Snapshot): ReadonlyMap<string, string> {
  const files = systemFiles(hostname, nodeAddresses(node)).map(({ path, text }) => [path, text] as const);
  const others = nodes.filter((other) => other.name !== node.name);
  const lines = others.flatMap((other) => nodeAddresses(other).map((address) => `${address}\t${other.name}\n`));
  const hosts = files.find(([path]) => path === "/etc/hosts")?.[1] ?? "";
  return new Map([...files, ["/etc/hosts", hosts + lines.join("")], ...systemInformation(hostname)]);
}

function systemInformation(hostname: string): readonly (readonly [path: string, text: string])[] {
  return [
    ["/etc/os-release", OS_RELEASE],
    ["/proc/sys/kernel/hostname", `${hostname}\n`],
  ];
}
