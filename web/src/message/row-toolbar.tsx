import { Suspense, useRef, type KeyboardEvent } from 'react';
import { MoreHorizontal } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';
import type { Action } from '../ui/menu.js';
import type { MenuAt, RowAction } from './row-actions.js';

// Most messages are only read.
const Menu = lazily(() => import('../ui/menu.js'));

interface Props {
  actions: RowAction[];
  menuAt: MenuAt | undefined;
  onMenu: (at: MenuAt | undefined) => void;
}

/** Over the message that is pointed at or has the focus: what is done often, and a menu with all. */
export function RowToolbar({ actions, menuAt, onMenu }: Props) {
  const more = useRef<HTMLButtonElement>(null);
  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-label="Message actions"
      onKeyDown={moveAlong}
      className="absolute end-3 -top-4 z-10 flex rounded-lg border border-line bg-raised p-px shadow-sm pointer-coarse:-top-6"
    >
      {actions
        .filter(({ isQuick }) => isQuick)
        .map(({ label, icon: Icon, run }) => (
          <IconButton key={label} label={label} onClick={run}>
            <Icon size={16} />
          </IconButton>
        ))}
      <IconButton
        ref={more}
        label="More actions"
        aria-haspopup="menu"
        aria-expanded={menuAt !== undefined}
        onClick={() => onMenu(menuAt ? undefined : 'button')}
      >
        <MoreHorizontal size={16} />
      </IconButton>
      {menuAt && (
        <Suspense>
          <Menu
            label="Message actions"
            actions={actions.map(inMenu)}
            button={more}
            at={menuAt === 'button' ? undefined : menuAt}
            onClose={() => onMenu(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

function inMenu({ label, icon: Icon, shortcut, isDangerous = false, run }: RowAction): Action {
  const icon = <Icon size={16} aria-hidden="true" />;
  return { label, icon, shortcut, dangerous: isDangerous, isApart: isDangerous, onSelect: run };
}

/** Sideways arrow keys go from button to button, as in every toolbar. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > button')];
  const here = buttons.indexOf(event.target as HTMLElement);
  if (!step || here < 0) return;
  event.preventDefault();
  buttons.at((here + step) % buttons.length)?.focus();
}
