import { Ellipsis } from 'lucide-react';
import type { Action } from './menu.js';
import { MenuButton } from './menu-button.js';

/** A button that opens what can be done with the thing beside it. `label` names that thing's actions, for screen readers. Nothing where nothing can be done. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <MenuButton
      label={label}
      actions={actions}
      isPicture
      className="grid size-press shrink-0 place-content-center rounded-lg text-muted transition hover:bg-hover hover:text-ink aria-expanded:bg-hover pointer-coarse:size-tap"
    >
      <Ellipsis size={18} aria-hidden="true" />
    </MenuButton>
  );
}
