/** Cells a character takes on a terminal: East Asian wide and full-width ones take two, combining marks none. */
export function cellsOf(character: string): number {
  if (WIDE.test(character)) return 2;
  return NO_WIDTH.test(character) ? 0 : 1;
}

/** Where a terminal's cursor stands after a text that began in the first column; a full row goes on in the next. */
export function positionAfter(text: string, columns: number): { readonly row: number; readonly column: number } {
  let [row, column] = [0, 0];
  for (const character of text) {
    const cells = cellsOf(character);
    // A wide character isn't cut in two.
    if (column + cells > columns) [row, column] = [row + 1, 0];
    column += cells;
    if (column === columns) [row, column] = [row + 1, 0];
  }
  return { row, column };
}

/** Unicode's East Asian Width classes W and F, as far as people type them. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;
