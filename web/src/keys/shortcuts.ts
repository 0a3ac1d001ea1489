/** Where a shortcut works, as the sheet groups them. */
export type Place = 'Everywhere' | 'In a call' | 'In a conversation' | 'While writing' | 'On a message';

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
  mute: { chord: 'Mod+Shift+m', where: 'In a call', does: 'Turn your microphone off or on' },
  deafen: { chord: 'Mod+Shift+e', where: 'In a call', does: 'Hear nobody, or everybody again' },
  talk: {
    chord: ' ',
    where: 'In a call',
    does: 'Hold to talk, where that is switched on (the key is yours to choose)',
  },
  acceptCall: { chord: 'Mod+Shift+Enter', where: 'In a call', does: 'Accept a call that rings' },
  declineCall: { chord: 'Mod+Shift+Backspace', where: 'In a call', does: 'Decline a call that rings' },
  search: { chord: 'Mod+Shift+f', where: 'In a conversation', does: 'Search' },
  markRead: { chord: 'Escape', where: 'In a conversation', does: 'Mark everything as read' },
  send: { chord: 'Enter', where: 'While writing', does: 'Send' },
  newLine: { chord: 'Shift+Enter', where: 'While writing', does: 'New line' },
  bold: { chord: 'Mod+b', where: 'While writing', does: 'Bold' },
  italic: { chord: 'Mod+i', where: 'While writing', does: 'Italic' },
  code: { chord: 'Mod+e', where: 'While writing', does: 'Code' },
  editLast: { chord: 'ArrowUp', where: 'While writing', does: 'Edit your last message, in an empty box' },
  nextRow: { chord: 'ArrowDown', where: 'On a message', does: 'Next message' },
  previousRow: { chord: 'ArrowUp', where: 'On a message', does: 'Previous message' },
  menu: { chord: 'Enter', where: 'On a message', does: 'All that can be done with it' },
  react: { chord: 'r', where: 'On a message', does: 'React' },
  reply: { chord: 'q', where: 'On a message', does: 'Reply, quoting it' },
  thread: { chord: 't', where: 'On a message', does: 'Reply in a thread' },
  edit: { chord: 'e', where: 'On a message', does: 'Edit, where it is yours' },
  pin: { chord: 'p', where: 'On a message', does: 'Pin or unpin the message' },
  copyLink: { chord: 'l', where: 'On a message', does: 'Copy its link' },
  copyText: { chord: 'c', where: 'On a message', does: 'Copy its text' },
  markUnread: { chord: 'u', where: 'On a message', does: 'Mark unread from here' },
  remove: { chord: 'Delete', where: 'On a message', does: 'Delete' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;
