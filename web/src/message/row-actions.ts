import { createContext, useContext } from 'react';
import {
  BookmarkMinus,
  Copy,
  Link,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { Message } from '@parley/client';
import { shortcuts } from '../keys/shortcuts.js';

/** One thing that can be done with a message. */
export interface RowAction {
  label: string;
  icon: LucideIcon;
  run: () => void;
  /** The key that does it while the message has the focus, as `KeyboardEvent.key` names it. */
  shortcut?: string;
  /** Stands on the toolbar itself and not only in its menu: for the few that are wanted all the time. */
  isQuick?: boolean;
  /** Cannot be taken back. */
  isDangerous?: boolean;
}

/** Where the menu of a row opens: under its button, or where a finger rested on the screen. */
export type MenuAt = 'button' | { x: number; y: number };

/** What the conversation does when an action is chosen. It outlives the row, which goes when it is scrolled out of sight. */
export interface Deeds {
  react: (message: Message) => void;
  reply: (message: Message) => void;
  openThread: (message: Message) => void;
  pin: (message: Message, pinned: boolean) => void;
  edit: (message: Message) => void;
  remove: (message: Message) => void;
  copyText: (message: Message) => void;
  copyLink: (message: Message) => void;
  markUnread: (message: Message) => void;
}

const DeedsContext = createContext<Deeds | undefined>(undefined);
export const DeedsProvider = DeedsContext.Provider;

/** What can be done with messages here. */
export function useDeeds(): Deeds {
  const deeds = useContext(DeedsContext);
  if (!deeds) throw new Error('There is no conversation around this message.');
  return deeds;
}

/** Who looks at the message. */
export interface Looker {
  isMine: boolean;
  /** Whether one may delete what others wrote. */
  moderates: boolean;
  /** Whether it is one's own channel. */
  isMember: boolean;
  /** Whether one may answer and react here. */
  takesPart: boolean;
  /** Nothing hangs under what stands in a thread. */
  isThread: boolean;
}

/** What this person can do with this message, in the order of the menu. */
export function actionsOf(message: Message, looker: Looker, deeds: Deeds): RowAction[] {
  if (message.kind !== 'text') return [];
  const { isMine, moderates, isMember, takesPart, isThread } = looker;
  const isAlive = message.deletedAt === null;
  const isOpen = isAlive && takesPart;
  const isPinned = message.pinnedAt !== null;
  const pin = (one: Message): void => deeds.pin(one, !isPinned);
  const all: (RowAction | false)[] = [
    isOpen && act('Add a reaction', SmilePlus, deeds.react, { shortcut: shortcuts.react.chord, isQuick: true }),
    isOpen && act('Reply', Reply, deeds.reply, { shortcut: shortcuts.reply.chord, isQuick: true }),
    !isThread &&
      (isOpen || message.thread !== null) &&
      act(message.thread ? 'Open the thread' : 'Reply in a thread', MessagesSquare, deeds.openThread, {
        shortcut: shortcuts.thread.chord,
        isQuick: true,
      }),
    isAlive && isMine && act('Edit', Pencil, deeds.edit, { shortcut: shortcuts.edit.chord, isQuick: true }),
    isOpen &&
      act(isPinned ? 'Unpin message' : 'Pin message', isPinned ? PinOff : Pin, pin, {
        shortcut: shortcuts.pin.chord,
      }),
    act('Copy link', Link, deeds.copyLink, { shortcut: shortcuts.copyLink.chord }),
    isAlive && message.body !== '' && act('Copy text', Copy, deeds.copyText, { shortcut: shortcuts.copyText.chord }),
    isMember && act('Mark unread from here', BookmarkMinus, deeds.markUnread, { shortcut: shortcuts.markUnread.chord }),
    isAlive &&
      (isMine || moderates) &&
      act('Delete', Trash2, deeds.remove, { shortcut: shortcuts.remove.chord, isQuick: true, isDangerous: true }),
  ];
  return all.filter((one) => one !== false);

  function act(
    label: string,
    icon: LucideIcon,
    deed: (message: Message) => void,
    more: Partial<RowAction> = {},
  ): RowAction {
    return { label, icon, run: () => deed(message), ...more };
  }
}
