import { usePresence, type PresenceName } from './presence.js';

const looks: Record<PresenceName, { words: string; dot: string } | undefined> = {
  online: { words: 'online', dot: 'bg-ok' },
  away: { words: 'away', dot: 'border-2 border-warn bg-canvas' },
  dnd: { words: 'do not disturb', dot: 'bg-danger' },
  invisible: undefined,
  offline: undefined,
};

/** What a presence is called; nothing for who is not there. */
export function wordsOf(presence: PresenceName): string | undefined {
  return looks[presence]?.words;
}

/**
 * Whether somebody is there, at the lower corner of what it stands in (`relative`): a filled dot, a ring for who is away, none for who is not
 * there. `className` says what lies around it, so that it stands off from the picture.
 */
export function PresenceDot({ userId, className = 'ring-canvas' }: { userId: string; className?: string }) {
  const look = looks[usePresence(userId)];
  if (!look) return null;
  return (
    <span
      role="img"
      aria-label={look.words}
      data-presence={look.words}
      className={`absolute -end-1 -bottom-1 size-2.5 rounded-full ring-2 ${look.dot} ${className}`}
    />
  );
}
