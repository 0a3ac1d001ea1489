import type { User } from '@parley/client';
import { untilOf } from '../ui/time.js';
import { useStanding } from './status.js';

/** What somebody says of themselves just now, and until when; nothing while they say nothing. */
export function StatusLine({ status }: Pick<User, 'status'>) {
  const standing = useStanding(status);
  if (!standing) return null;
  const { emoji, text, expiresAt } = standing;
  return (
    <p className="flex items-start gap-2 rounded-lg bg-panel px-3 py-2">
      {emoji && <span>{emoji}</span>}
      <span className="min-w-0">
        <bdi>{text}</bdi>
        {expiresAt && <span className="block text-sm text-muted">Until {untilOf(expiresAt)}</span>}
      </span>
    </p>
  );
}

/** Only its picture, beside a name; the words for who rests on it. */
export function StatusEmoji({ status }: Pick<User, 'status'>) {
  const standing = useStanding(status);
  if (!standing?.emoji) return null;
  const words = standing.text || 'Status';
  return (
    <span role="img" aria-label={words} title={words} className="shrink-0 text-sm">
      {standing.emoji}
    </span>
  );
}
