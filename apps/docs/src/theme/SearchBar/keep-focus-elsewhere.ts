/**
 * The search plugin focuses its field once more when its index has come, which may be seconds after the reader tabbed or clicked
 * away. From then on only the reader's own way back counts: a click, Tab, or the shortcut.
 *
 * @returns what undoes it
 */
export function keepFocusElsewhere(field: HTMLInputElement): () => void {
  let left = false;
  const onMove = ({ target }: Event): void => {
    left = target !== field;
  };
  const onKey = ({ ctrlKey, metaKey }: KeyboardEvent): void => {
    if (ctrlKey || metaKey) left = false;
  };
  field.focus = (options) => {
    if (!left) HTMLElement.prototype.focus.call(field, options);
  };
  document.addEventListener("focusin", onMove, true);
  document.addEventListener("pointerdown", onMove, true);
  document.addEventListener("keydown", onKey, true);
  return () => {
    Reflect.deleteProperty(field, "focus");
    document.removeEventListener("focusin", onMove, true);
    document.removeEventListener("pointerdown", onMove, true);
    document.removeEventListener("keydown", onKey, true);
  };
}
