import type { App, Facts } from "./facts.ts";

const nginx = (deployment: string, label: string, container: string): App => ({
  deployment,
  label,
  container,
  image: "nginx:latest",
  env: {},
  listens: 80,
});

/** The playbook's own names and numbers, as its readers remember them. */
export const BASE_FACTS: Facts = {
  vpc: { name: "podpath-vpc", cidr: "10.0.0.0/16" },
  cluster: "podpath",
  a: nginx("my-deployment", "my-app1", "nginx"),
  b: nginx("my-deployment2", "my-app2", "nginx2"),
  port: 80,
  poolLabel: ["test11", "test21"],
  places: [
    {
      subnet: { key: "containers", name: "podpath-subnet", zone: "ap-guangzhou-3", cidr: "10.0.35.0/24" },
      nodes: ["10.0.35.139", "10.0.35.179"],
      pods: ["10.0.35.23", "10.0.35.150"],
    },
  ],
  groupNames: ["deny-all-inbound"],
  faulty: ["accept tcp 0.0.0.0/0 22"],
  dropsByRule: false,
  lasting: false,
  decoys: [],
};

/** Two pools, each in a subnet and a zone of its own: where an interface comes from is never a matter of chance. */
export const TWO_POOLS: Facts = {
  ...BASE_FACTS,
  poolLabel: ["podpath/pool", "native"],
  places: [
    {
      subnet: { key: "clients", name: "podpath-clients", zone: "ap-guangzhou-3", cidr: "10.0.35.0/24" },
      nodes: ["10.0.35.139"],
      pods: ["10.0.35.23"],
    },
    {
      subnet: { key: "servers", name: "podpath-servers", zone: "ap-guangzhou-4", cidr: "10.0.36.0/24" },
      nodes: ["10.0.36.179"],
      pods: ["10.0.36.150"],
    },
  ],
  groupNames: ["clients-out-by-list", "servers-in-by-list"],
  faulty: ["accept tcp 0.0.0.0/0 443", "accept udp 10.0.0.0/16 53"],
};

/** The caller asks for a port on which nobody listens; the group lets it by. */
export const NOBODY_LISTENS: Facts = {
  ...BASE_FACTS,
  port: 8080,
  groupNames: ["nodes-and-web"],
  faulty: ["accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.0/24 80,8080"],
};
