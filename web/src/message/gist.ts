import type { Message } from '@parley/client';

/** More than one line shows anywhere. */
const LONGEST = 140;

/** What a message says, in one line: without the signs of markdown, and the names of its files where it says nothing. */
export function gist({ body, attachments, deletedAt }: Pick<Message, 'body' | 'attachments' | 'deletedAt'>): string {
  if (deletedAt !== null) return 'This message was deleted.';
  const names = attachments.map(({ kind, name }) => (kind === 'voice' ? 'Voice note' : name));
  const text = body.trim() === '' ? names.join(', ') : plain(body.slice(0, 4 * LONGEST));
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}

function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^\s*(?:>|[-+*]|\d+[.)])\s+/gm, '')
    .replace(/```\w*|[*`~]|(?<!\w)_|_(?!\w)|\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
