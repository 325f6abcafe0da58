import type { Pod } from "@podpath/access-path";

/** A file of a sandbox that isn't this machine's: where it lies, and its text. */
export interface SandboxFile {
  readonly path: string;
  readonly text: string;
}

/** What Kubernetes and the image put into a container's /etc, and the page that says which Pod answered. */
export function podFiles(pod: Pod, pageDirectory: string): readonly SandboxFile[] {
  return [
    ...systemFiles(pod.name, pod.addresses),
    { path: "/etc/resolv.conf", text: resolvConf(pod.namespace) },
    { path: "/etc/nginx/nginx.conf", text: nginxConf(pageDirectory, listeningPort(pod)) },
    { path: `${pageDirectory}/index.html`, text: page(pod) },
  ];
}

/** What any Linux needs in /etc so that names of users and hosts resolve. */
export function systemFiles(hostname: string, addresses: readonly string[]): readonly SandboxFile[] {
  return [
    { path: "/etc/hostname", text: `${hostname}\n` },
    { path: "/etc/hosts", text: hosts(hostname, addresses) },
    { path: "/etc/passwd", text: PASSWD },
    { path: "/etc/group", text: "root:x:0:\nnogroup:x:65534:\n" },
    { path: "/etc/nsswitch.conf", text: "passwd: files\ngroup: files\nhosts: files dns\n" },
    { path: "/etc/profile", text: PROFILE },
    { path: "/etc/bash.bashrc", text: PROFILE },
  ];
}

const PASSWD = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
const PROFILE = `PS1='\${USER:-root}@\${HOSTNAME:-$(cat /etc/hostname)}:\${PWD}# '\n`;

function hosts(hostname: string, addresses: readonly string[]): string {
  const local = ["127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost ip6-loopback"];
  const own = addresses.map((address) => `${address}\t${hostname}`);
  return ["# Kubernetes-managed hosts file.", ...local, ...own, ""].join("\n");
}

/** There is no DNS server in the lab: names fail at once instead of after a time-out that looks like the lesson's. */
function resolvConf(namespace: string): string {
  const search = `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local`;
  return `${search}\nnameserver 127.0.0.1\noptions ndots:5 timeout:1 attempts:1\n`;
}

/** Where nginx listens: bitnami's image takes it from the environment, the official one has it in its configuration. */
function listeningPort({ containers }: Pod): number {
  const bitnami = containers.find(({ image }) => /(^|\/)bitnami\/nginx(:|@|$)/.test(image));
  if (bitnami === undefined) return 80;
  const port = Number(bitnami.env["NGINX_HTTP_PORT_NUMBER"]);
  return Number.isInteger(port) && port > 0 && port <= 65_535 ? port : 8080;
}

/**
 * One process, since only one user exists in here; the log goes to the container's standard output, as in the image. A body
 * or a proxy needs room that the read-only image hasn't.
 */
function nginxConf(pageDirectory: string, port: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (what) => `${what}_temp_path /tmp/${what};`,
  );
  return `user root;
worker_processes 1;
master_process off;
pid /run/nginx.pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  types { text/html html; text/plain txt; application/json json; text/css css; application/javascript js; }
  default_type application/octet-stream;
  access_log /dev/stdout combined;
  ${temporary.join("\n  ")}
  server {
    listen ${port};
    listen [::]:${port};
    root ${pageDirectory};
    index index.html;
  }
}
`;
}

function page({ name, namespace, addresses, nodeName }: Pod): string {
  return `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>Pod ${namespace}/${name}, ${addresses.join(", ")}, on node ${nodeName}.</p>
</body>
</html>
`;
}
