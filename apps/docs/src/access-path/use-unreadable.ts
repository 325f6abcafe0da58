import { useEffect } from "react";

/** @param by +1 when a field can't be read any more, -1 when it can, or is gone */
export type OnUnreadable = (by: 1 | -1) => void;

/** Lets whoever acts on a list know that one of its fields can't be read: what is on screen is then not what would count. */
export function useUnreadable(unreadable: boolean, onUnreadable: OnUnreadable): void {
  useEffect(() => {
    if (!unreadable) return undefined;
    onUnreadable(1);
    return () => onUnreadable(-1);
  }, [unreadable, onUnreadable]);
}
