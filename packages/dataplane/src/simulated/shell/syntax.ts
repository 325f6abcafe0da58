/** A word before it is expanded. Text that was quoted is never split into fields nor matched as a pattern. */
export type WordPart =
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  /** `$NAME`, `${NAME}`, `${NAME:-word}`, `$?`, `$#`, `$1` */
  | { readonly kind: "variable"; readonly name: string; readonly fallback: Word | null; readonly quoted: boolean }
  /** `$(…)`, a pair of backticks */
  | { readonly kind: "substitution"; readonly script: Script; readonly quoted: boolean }
  /** `$((…))` */
  | { readonly kind: "arithmetic"; readonly expression: Word; readonly quoted: boolean };

export type Word = readonly WordPart[];

export type Redirect =
  /** `< file`, `2>> file`, `3<> /dev/tcp/host/port` */
  | {
      readonly kind: "open";
      readonly descriptor: number;
      readonly mode: "read" | "write" | "append" | "both";
      readonly path: Word;
    }
  /** `2>&1`, `<&3`; `3>&-` closes */
  | { readonly kind: "duplicate"; readonly descriptor: number; readonly of: Word };

export interface SimpleCommand {
  readonly kind: "simple";
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
}

export type Command =
  | SimpleCommand
  | { readonly kind: "group"; readonly body: Script; readonly subshell: boolean }
  | { readonly kind: "if"; readonly arms: readonly IfArm[]; readonly otherwise: Script | null }
  | { readonly kind: "loop"; readonly until: boolean; readonly condition: Script; readonly body: Script }
  | { readonly kind: "case"; readonly word: Word; readonly arms: readonly CaseArm[] }
  | { readonly kind: "for"; readonly name: string; readonly words: readonly Word[]; readonly body: Script };

export interface IfArm {
  readonly condition: Script;
  readonly body: Script;
}

export interface CaseArm {
  readonly patterns: readonly Word[];
  readonly body: Script;
}

export interface Stage {
  readonly command: Command;
  readonly redirects: readonly Redirect[];
}

export interface Pipeline {
  readonly negated: boolean;
  readonly stages: readonly Stage[];
}

/** Pipelines joined by `&&` and `||`: the first one's operator is null. */
export type AndOr = readonly { readonly operator: "&&" | "||" | null; readonly pipeline: Pipeline }[];

export interface ScriptItem {
  readonly list: AndOr;
  /** Ended by `&`. */
  readonly background: boolean;
}

export type Script = readonly ScriptItem[];
