import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";

const group = (key: string, label: string, items: readonly string[]) => ({
  type: "category" as const,
  key,
  label,
  collapsible: false,
  items: items.map((item) => `${key}/${item}`),
});

const sidebars: SidebarsConfig = {
  guide: [
    "start",
    "lab",
    group("drills", "演练", [
      "vpc-cni-pod-to-pod",
      "vpc-cni-pod-egress",
      "vpc-cni-pod-reschedule",
      "vpc-cni-nobody-listens",
      "more",
    ]),
    group("howto", "怎么做", [
      "diagnose-timeout",
      "diagnose-real",
      "least-privilege",
      "read-nec-and-eni",
      "real-tke",
      "record-the-cloud",
      "grade-a-class",
    ]),
    group("explain", "为什么", ["access-path", "sandbox"]),
    group("reference", "参考", ["commands", "rules", "checks", "scenarios", "apis", "support"]),
    "corrections",
    "instructors",
  ],
};

export default sidebars;
