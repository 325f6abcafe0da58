export type { Text } from "@podpath/access-path";

export type Lang = "zh" | "en";
