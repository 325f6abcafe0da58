/**
 * Two Deployments, one Pod each, nailed to different nodes: traffic between Pods of one node never reaches a security group,
 * so on one node the drill would show nothing. The node's name belongs to `kubernetes.io/hostname`; the playbook's
 * `node.kubernetes.io/instance-type` matches no node, and its Pods stay Pending.
 */
export const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-deployment
spec:
  replicas: 1
  selector:
    matchLabels:
      app: my-app1
  template:
    metadata:
      labels:
        app: my-app1
    spec:
      nodeSelector:
        kubernetes.io/hostname: "{nodeA}"
      containers:
        - name: nginx
          image: nginx:latest
          ports:
            - containerPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-deployment2
spec:
  replicas: 1
  selector:
    matchLabels:
      app: my-app2
  template:
    metadata:
      labels:
        app: my-app2
    spec:
      nodeSelector:
        kubernetes.io/hostname: "{nodeB}"
      containers:
        - name: nginx2
          image: nginx:latest
          ports:
            - containerPort: 80
`;
