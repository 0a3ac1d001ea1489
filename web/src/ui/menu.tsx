import { useRef, type ReactNode, type Ref, type RefObject } from 'react';
import { Menu as Popover, MenuItem, MenuProvider, MenuSeparator } from '@ariakit/react';
import { Check } from 'lucide-react';
import { keysOf } from './chord.js';

export interface Action {
  label: string;
  icon?: ReactNode;
  /** Of which one of several holds: whether it is this one. */
  checked?: boolean;
  /** Takes something away. */
  dangerous?: boolean;
  /** Whether a line stands above it. */
  isApart?: boolean;
  /** The key that does the same elsewhere, as `KeyboardEvent.key` names it. */
  shortcut?: string | undefined;
  onSelect: () => void;
}

interface Props {
  /** What it is a list of, for screen readers. */
  label: string;
  actions: readonly Action[];
  /** What opened it, and has the focus afterwards. */
  button: RefObject<HTMLButtonElement | null>;
  /** Where a finger rested on the screen, if it is not to stand at its button. */
  at?: { x: number; y: number } | undefined;
  placement?: 'bottom-end' | 'top-start';
  onClose: () => void;
}

/** What can be done, as a list to choose from. It stands at the end of the page, because what it belongs to may be clipped, or lie under others. */
export default function Menu({ label, actions, button, at, placement = 'bottom-end', onClose }: Props) {
  const first = useRef<HTMLDivElement>(null);
  return (
    <MenuProvider open focusLoop setOpen={(open) => !open && onClose()} placement={placement}>
      <Popover
        portal
        gutter={4}
        overflowPadding={12}
        aria-label={label}
        autoFocusOnShow
        initialFocus={first}
        getAnchorRect={() => at ?? button.current?.getBoundingClientRect() ?? null}
        // A click on the button closes it by itself.
        hideOnInteractOutside={({ target }) => !button.current?.contains(target as Node)}
        finalFocus={button}
        className="z-50 grid max-h-[var(--popover-available-height)] min-w-56 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-xl outline-none"
      >
        {actions.map((action, index) => (
          <Entry key={action.label} action={action} ref={index === 0 ? first : undefined} />
        ))}
      </Popover>
    </MenuProvider>
  );
}

function Entry({ action, ref }: { action: Action; ref: Ref<HTMLDivElement> | undefined }) {
  const { label, icon, checked, dangerous, isApart, shortcut, onSelect } = action;
  return (
    <>
      {isApart && <MenuSeparator className="my-1 border-line" />}
      <MenuItem
        ref={ref}
        role={checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked={checked}
        onClick={onSelect}
        className={`flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-start outline-none data-active-item:bg-hover pointer-coarse:min-h-11 ${
          dangerous ? 'text-danger' : ''
        }`}
      >
        {icon}
        <span className="flex-1">{label}</span>
        {checked && <Check size={16} aria-hidden="true" className="text-accent" />}
        {shortcut !== undefined && (
          <kbd aria-hidden="true" className="font-sans text-xs text-muted pointer-coarse:hidden">
            {keysOf(shortcut).join(' ')}
          </kbd>
        )}
      </MenuItem>
    </>
  );
}
