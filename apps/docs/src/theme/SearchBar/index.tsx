import SearchBar from "@theme-original/SearchBar";
import { useEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { useMessages } from "../../messages/use-messages.ts";
import { keepFocusElsewhere } from "./keep-focus-elsewhere.ts";

/** The plugin's field: named in the reader's language, and never taking the focus from whoever has gone on. */
export default function NamedSearchBar(props: ComponentProps<typeof SearchBar>): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { search } = useMessages();
  useEffect(() => {
    const field = place.current?.querySelector("input");
    if (field === null || field === undefined) return undefined;
    field.setAttribute("aria-label", search);
    return keepFocusElsewhere(field);
  }, [search]);
  return (
    <div ref={place}>
      <SearchBar {...props} />
    </div>
  );
}
