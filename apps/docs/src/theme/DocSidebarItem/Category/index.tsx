import type { Props } from "@theme/DocSidebarItem/Category";
import DocSidebarItems from "@theme/DocSidebarItems";
import { useId, type ReactNode } from "react";

/** A group of pages under a name. The theme's own makes the name a link that leads nowhere. */
export default function SidebarGroup({ item, level, onItemClick, activePath }: Props): ReactNode {
  const id = useId();
  return (
    <li className="menu__list-item sidebar-group">
      <p id={id} className="sidebar-group__name">
        {item.label}
      </p>
      <ul className="menu__list" aria-labelledby={id}>
        <DocSidebarItems
          items={item.items}
          tabIndex={0}
          activePath={activePath}
          level={level + 1}
          {...(onItemClick === undefined ? {} : { onItemClick })}
        />
      </ul>
    </li>
  );
}
