import type { RefObject } from 'react';
import { Menu, MenuItem, MenuProvider, MenuSeparator } from '@ariakit/react';
import { keysOf } from '../keys/chord.js';
import type { MenuAt, RowAction } from './row-actions.js';

interface Props {
  actions: RowAction[];
  button: RefObject<HTMLButtonElement | null>;
  at: MenuAt;
  onClose: () => void;
}

/** All that can be done with a message. It stands at the end of the page, because rows lie over one another. */
export default function RowMenu({ actions, button, at, onClose }: Props) {
  return (
    <MenuProvider open setOpen={(open) => !open && onClose()} placement="bottom-end">
      <Menu
        portal
        gutter={4}
        aria-label="Message actions"
        autoFocusOnShow
        getAnchorRect={() => (at === 'button' ? (button.current?.getBoundingClientRect() ?? null) : at)}
        finalFocus={button}
        className="z-40 min-w-56 rounded-xl border border-line bg-raised p-1 shadow-xl outline-none"
      >
        {actions.map((action) => (
          <Entry key={action.label} action={action} />
        ))}
      </Menu>
    </MenuProvider>
  );
}

function Entry({ action: { label, icon: Icon, shortcut, isDangerous, run } }: { action: RowAction }) {
  return (
    <>
      {isDangerous && <MenuSeparator className="my-1 border-line" />}
      <MenuItem
        onClick={run}
        className={`flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 outline-none data-active-item:bg-hover pointer-coarse:min-h-11 ${
          isDangerous ? 'text-danger' : ''
        }`}
      >
        <Icon size={16} aria-hidden="true" />
        <span className="flex-1">{label}</span>
        {shortcut && (
          <kbd aria-hidden="true" className="font-sans text-xs text-muted pointer-coarse:hidden">
            {keysOf(shortcut).join(' ')}
          </kbd>
        )}
      </MenuItem>
    </>
  );
}
