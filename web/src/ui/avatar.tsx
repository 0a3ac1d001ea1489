import type { User } from '@parley/client';

/** The first letters of the first two words; whole characters, so that no emoji is cut in half. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/, 2);
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

/** A person's initials on a colour that stays theirs. */
export function Avatar({ user, className = 'size-9' }: { user: Pick<User, 'id' | 'displayName'>; className?: string }) {
  // The end of a UUIDv7 is random; its beginning is a time and nearly the same for all who registered together.
  const hue = parseInt(user.id.slice(-4), 16) % 360;
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: `oklch(0.52 0.12 ${hue})` }} // as light for every hue, so that white is read on each
      className={`grid shrink-0 place-content-center overflow-hidden rounded-lg text-xs font-semibold text-white ${className}`}
    >
      {initialsOf(user.displayName)}
    </span>
  );
}
