/** One thing in a command block: a command (a trailing `\` carries it on to the next line) or a remark that is not run. */
export interface CommandLine {
  readonly kind: "command" | "remark";
  readonly text: string;
}

/** Take a command block apart. Blank lines separate and are not kept. */
export function splitCommands(block: string): readonly CommandLine[] {
  const lines: CommandLine[] = [];
  let open = "";
  for (const line of block.split("\n")) {
    open = open === "" ? line : `${open}\n${line}`;
    if (line.endsWith("\\")) continue;
    if (open.trim() !== "") lines.push({ kind: open.startsWith("#") ? "remark" : "command", text: open });
    open = "";
  }
  if (open.trim() !== "") lines.push({ kind: "command", text: open });
  return lines;
}
