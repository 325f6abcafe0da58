/** Kubernetes versions that clusters can be made of, newest last. docs/facts.md#kubernetes-versions */
export const KUBERNETES_VERSIONS = ["1.26.1", "1.28.3", "1.30.0", "1.32.2"] as const;

/** The ipamd add-on of a new cluster. docs/facts.md#eniipamd-values */
export const ENI_IPAMD_VERSION = "3.11.0";

/** Node pools name their operating system only here. */
export const NODE_OS = "tlinux3.1x86_64";
