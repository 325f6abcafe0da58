import { ShellSyntaxError } from "./shell-error.ts";

const TOKEN = /\s*(\d+|[A-Za-z_]\w*|==|!=|<=|>=|&&|\|\||[-+*/%()<>!])/y;
/** Tokens of one expression: bounds how deep its parentheses go. */
const LONGEST = 500;
const PRECEDENCE: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

/**
 * `$((…))`: whole numbers, variables, the usual operators. Read and computed here; nothing is ever evaluated as code.
 *
 * @throws ShellSyntaxError
 */
export function evaluateArithmetic(expression: string, variable: (name: string) => string): number {
  const tokens = tokensOf(expression);
  if (tokens.length > LONGEST) throw new ShellSyntaxError("arithmetic: too long");
  let at = 0;

  function binary(level: number): number {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return unary();
    let left = binary(level + 1);
    while (operators.includes(tokens[at] ?? "")) left = compute(tokens[at++]!, left, binary(level + 1));
    return left;
  }

  function unary(): number {
    const token = tokens[at++];
    if (token === undefined) throw new ShellSyntaxError("arithmetic: unexpected end");
    if (token === "-") return -unary();
    if (token === "+") return unary();
    if (token === "!") return Number(unary() === 0);
    if (token === "(") {
      const value = binary(0);
      if (tokens[at++] !== ")") throw new ShellSyntaxError("arithmetic: missing ')'");
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (/^\w/.test(token)) return Math.trunc(Number(variable(token))) || 0;
    throw new ShellSyntaxError(`arithmetic: unexpected '${token}'`);
  }

  const value = tokens.length === 0 ? 0 : binary(0);
  if (at < tokens.length) throw new ShellSyntaxError(`arithmetic: unexpected '${tokens[at]}'`);
  return value;
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(expression); match !== null; match = TOKEN.exec(expression)) {
    tokens.push(match[1]!);
    end = TOKEN.lastIndex;
  }
  if (expression.slice(end).trim() !== "")
    throw new ShellSyntaxError(`arithmetic: unexpected '${expression.slice(end).trim()}'`);
  return tokens;
}

function compute(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
    case "%":
      if (right === 0) throw new ShellSyntaxError("arithmetic: division by zero");
      return operator === "/" ? Math.trunc(left / right) : left % right;
    case "==":
      return Number(left === right);
    case "!=":
      return Number(left !== right);
    case "<":
      return Number(left < right);
    case "<=":
      return Number(left <= right);
    case ">":
      return Number(left > right);
    case ">=":
      return Number(left >= right);
    case "&&":
      return Number(left !== 0 && right !== 0);
    default:
      return Number(left !== 0 || right !== 0);
  }
}
