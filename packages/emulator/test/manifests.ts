/** The drill's shape: a Deployment pinned to a node, and a Service in front of it. */
export function appManifest(
  name: string,
  node: string,
  options: { readonly image?: string; readonly replicas?: number } = {},
): string {
  const { image = "nginx:1.25", replicas = 1 } = options;
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: {app: ${name}}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      nodeSelector:
        kubernetes.io/hostname: ${node}
      containers:
        - name: nginx
          image: ${image}
          ports:
            - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
    - port: 8080
      targetPort: 80
`;
}
