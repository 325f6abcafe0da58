import { useEffect, useReducer, useState } from "react";
import { openLink, type Link } from "./connection.ts";
import { nextState, NOTHING, type LiveState } from "./live-state.ts";

/** The line to the lab, as long as the component is there, and what came over it. */
export function useLink(key: string): { readonly state: LiveState; readonly link: Link | null } {
  const [state, dispatch] = useReducer(nextState, NOTHING);
  const [link, setLink] = useState<Link | null>(null);
  useEffect(() => {
    const opened = openLink(key, {
      onBegin: () => dispatch({ type: "begin" }),
      onEvent: dispatch,
      onState: (next) => dispatch({ type: "link", link: next }),
    });
    setLink(opened);
    return () => opened.close();
  }, [key]);
  return { state, link };
}
