import type { ReactNode } from 'react';
import { Menu, MenuButton, MenuItem, MenuProvider } from '@ariakit/react';
import { Ellipsis } from 'lucide-react';

export interface Action {
  label: string;
  icon?: ReactNode;
  dangerous?: boolean;
  onSelect: () => void;
}

/** A button that opens what can be done with the thing beside it. `label` names that thing's actions, for screen readers. Nothing where nothing can be done. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <MenuProvider placement="bottom-end">
      <MenuButton
        aria-label={label}
        title={label}
        className="grid size-9 shrink-0 place-content-center rounded-lg text-muted transition hover:bg-hover hover:text-ink aria-expanded:bg-hover pointer-coarse:size-10"
      >
        <Ellipsis size={18} aria-hidden="true" />
      </MenuButton>
      <Menu
        portal
        gutter={4}
        overflowPadding={12}
        className="z-50 grid max-h-[var(--popover-available-height)] min-w-44 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-xl outline-none"
      >
        {actions.map(({ label: text, icon, dangerous, onSelect }) => (
          <MenuItem
            key={text}
            onClick={onSelect}
            className={`flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-start outline-none data-active-item:bg-hover ${dangerous ? 'text-danger' : ''}`}
          >
            {icon}
            {text}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  );
}
