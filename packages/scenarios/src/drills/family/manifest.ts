import type { App, Facts } from "./facts.ts";

/**
 * Two Deployments, one Pod each, nailed to different nodes: traffic between Pods of one node never reaches a security group,
 * so on one node the drill would show nothing. Within one pool the node's name nails them, which belongs to
 * `kubernetes.io/hostname`; the playbook's `node.kubernetes.io/instance-type` matches no node, and its Pods stay Pending.
 */
export function manifestOf({ a, b, places, poolLabel: [label] }: Facts): string {
  const nail = (node: string, pool: string) =>
    places.length === 1 ? `kubernetes.io/hostname: "{${node}}"` : `${label}: ${pool}`;
  const [first, second = first] = places.map(({ subnet }) => subnet.key);
  return [deployment(a, nail("nodeA", first!)), deployment(b, nail("nodeB", second!))].join("---\n");
}

function deployment({ deployment: name, label, container, image, env, listens }: App, selector: string): string {
  const settings = Object.entries(env).map(
    ([key, value]) => `            - name: ${key}\n              value: "${value}"\n`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${label}
  template:
    metadata:
      labels:
        app: ${label}
    spec:
      nodeSelector:
        ${selector}
      containers:
        - name: ${container}
          image: ${image}
${settings.length === 0 ? "" : `          env:\n${settings.join("")}`}          ports:
            - containerPort: ${listens}
`;
}
