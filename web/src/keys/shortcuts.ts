/** Where a shortcut works, as the sheet groups them. */
export type Place = 'Everywhere' | 'In a conversation' | 'While writing' | 'On a message';

interface Shortcut {
  /** Parts joined by `+`, the key last, by its name in `KeyboardEvent.key`. `Mod` is Ctrl, and ⌘ on a Mac. */
  chord: string;
  where: Place;
  /** What it does, for people. */
  does: string;
}

/** Every shortcut there is. What is pressed is compared with these, and the sheet shows them, so the two cannot part. */
export const shortcuts = {
  switcher: { chord: 'Mod+k', where: 'Everywhere', does: 'Go to a conversation, a person or an action' },
  next: { chord: 'Alt+ArrowDown', where: 'Everywhere', does: 'Next conversation' },
  previous: { chord: 'Alt+ArrowUp', where: 'Everywhere', does: 'Previous conversation' },
  nextUnread: { chord: 'Alt+Shift+ArrowDown', where: 'Everywhere', does: 'Next unread conversation' },
  previousUnread: { chord: 'Alt+Shift+ArrowUp', where: 'Everywhere', does: 'Previous unread conversation' },
  newMessage: { chord: 'Mod+Shift+k', where: 'Everywhere', does: 'New message to somebody' },
  sheet: { chord: 'Mod+/', where: 'Everywhere', does: 'Show these shortcuts' },
  debug: { chord: 'Mod+Shift+d', where: 'Everywhere', does: 'Show how the connection stands' },
  markRead: { chord: 'Escape', where: 'In a conversation', does: 'Mark everything as read' },
  send: { chord: 'Enter', where: 'While writing', does: 'Send' },
  newLine: { chord: 'Shift+Enter', where: 'While writing', does: 'New line' },
  editLast: { chord: 'ArrowUp', where: 'While writing', does: 'Edit your last message, in an empty box' },
  nextRow: { chord: 'ArrowDown', where: 'On a message', does: 'Next message' },
  previousRow: { chord: 'ArrowUp', where: 'On a message', does: 'Previous message' },
  edit: { chord: 'e', where: 'On a message', does: 'Edit, where it is yours' },
  remove: { chord: 'Delete', where: 'On a message', does: 'Delete' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;
