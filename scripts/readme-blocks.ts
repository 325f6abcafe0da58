/**
 * The commands that a README shows with their output, each marked `<!-- run -->` before its fence. They are run in order in one
 * lab; `scripts/readme.ts` writes the output back, and a test holds what stands there against what comes.
 */
export interface Block {
  /** `./lab probe` */
  readonly command: string;
  readonly output: string;
  readonly start: number;
  readonly end: number;
}

const BLOCK = /<!-- run -->\n```console\n\$ (?<command>[^\n]+)\n(?<output>[^]*?)```/g;

/** A terminal shows both outputs in the order in which they come, in the language of its locale. */
export const AS_ON_A_TERMINAL = {
  en: { inside: ["sh", "-c", 'exec "$@" 2>&1', "sh"], env: { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" } },
  zh: { inside: ["sh", "-c", 'exec "$@" 2>&1', "sh"], env: { LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" } },
} as const;

export function blocksOf(readme: string): readonly Block[] {
  return [...readme.matchAll(BLOCK)].map((match) => ({
    command: match.groups!["command"]!,
    output: match.groups!["output"]!,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function replaceOutput(readme: string, block: Block, output: string): string {
  const fence = `<!-- run -->\n\`\`\`console\n$ ${block.command}\n${output}\`\`\``;
  return readme.slice(0, block.start) + fence + readme.slice(block.end);
}

/** What differs from run to run: ids, generated names, nonces, times. Everything else must be the same to the letter. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b(sg|eni|vpc|subnet|cls|np|ins)-[a-z0-9]{8}\b/g, "$1-********"],
  [/(my-deployment2?)-[0-9a-f]{7,10}-[a-z0-9]{5}/g, "$1-*"],
  [/podpath=[0-9a-f]{16}/g, "podpath=*"],
  [/\b\d+ ms\b/g, "* ms"],
  [/\b\d+\.\d (s|秒)/g, "* $1"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:*"],
  [/curl: \(28\) .*/g, "curl: (28) *"],
  // The guide's address is shown once the guide is built.
  [/^(Guide|guide|教程)[:： ].*\n/gm, ""],
];

/** Where the lab's folder is on a reader's machine nobody knows, and the key of his lab's page is his. */
export function withoutFolder(output: string, folder: string): string {
  return output.replaceAll(folder, "…/podpath/.lab").replaceAll(/#lab=[\w-]+/g, "#lab=…");
}

export function mask(output: string): string {
  const steady = VOLATILE.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), output);
  // What is created side by side is done in any order.
  return steady.replaceAll(/^(?: {2}✓ .*\n)+/gm, (lines) => lines.split("\n").toSorted().join("\n"));
}

/** The words of `./lab sg add podB ingress "accept tcp …"`, without the launcher. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1);
}
