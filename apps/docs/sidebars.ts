import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";

const sidebars: SidebarsConfig = {
  guide: [
    "start",
    {
      type: "category",
      label: "演练",
      key: "drills",
      collapsible: false,
      items: ["drills/vpc-cni-pod-to-pod"],
    },
  ],
};

export default sidebars;
