import { PatternError, type Assertion, type Node } from "./parse.ts";

/** One step of a machine that tries all ways at once. */
export type Instruction =
  | { readonly kind: "one"; readonly fits: (character: string) => boolean }
  | { readonly kind: "assert"; readonly what: Assertion }
  /** Go on at both, by index. */
  | { readonly kind: "fork"; readonly to: readonly number[] }
  | { readonly kind: "match" };

/** Instructions of one pattern: bounds the work for each character of a line. */
const LONGEST = 2000;

/** @throws PatternError where it would be too large */
export function compilePattern(pattern: Node): readonly Instruction[] {
  const program: Instruction[] = [];
  emit(pattern, program);
  program.push({ kind: "match" });
  return program;
}

function emit(node: Node, program: Instruction[]): void {
  if (program.length > LONGEST) throw new PatternError("Regular expression too big");
  switch (node.kind) {
    case "one":
    case "assert":
      program.push(node);
      return;
    case "all":
      for (const each of node.nodes) emit(each, program);
      return;
    case "any":
      return emitAny(node.nodes, program);
    case "repeat":
      return emitRepeat(node, program);
    default:
      return node satisfies never;
  }
}

function emitAny(nodes: readonly Node[], program: Instruction[]): void {
  const starts: number[] = [];
  const ends: number[] = [];
  const fork = program.push({ kind: "fork", to: [] }) - 1;
  for (const node of nodes) {
    starts.push(program.length);
    emit(node, program);
    ends.push(program.push({ kind: "fork", to: [] }) - 1);
  }
  program[fork] = { kind: "fork", to: starts };
  for (const end of ends) program[end] = { kind: "fork", to: [program.length] };
}

function emitRepeat({ node, least, most }: Node & { readonly kind: "repeat" }, program: Instruction[]): void {
  for (let copy = 0; copy < least; copy++) emit(node, program);
  if (most === Infinity) {
    const fork = program.push({ kind: "fork", to: [] }) - 1;
    emit(node, program);
    program.push({ kind: "fork", to: [fork] });
    program[fork] = { kind: "fork", to: [fork + 1, program.length] };
    return;
  }
  const forks: number[] = [];
  for (let copy = least; copy < most; copy++) {
    forks.push(program.push({ kind: "fork", to: [] }) - 1);
    emit(node, program);
  }
  for (const fork of forks) program[fork] = { kind: "fork", to: [fork + 1, program.length] };
}
