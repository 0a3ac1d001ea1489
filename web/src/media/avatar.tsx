import type { User } from '@parley/client';
import { PictureOf } from './picture-of.js';

/** The first letters of the first two words; whole characters, so that no emoji is cut in half. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/, 2);
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

interface Props {
  user: Pick<User, 'id' | 'displayName' | 'avatarId'>;
  className?: string;
}

/** A person's picture, or their initials on a colour that stays theirs. */
export function Avatar({ user, className = 'size-9' }: Props) {
  // The end of a UUIDv7 is random; its beginning is a time and nearly the same for all who registered together.
  const hue = parseInt(user.id.slice(-4), 16) % 360;
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: `oklch(0.52 0.12 ${hue})` }} // as light for every hue, so that white is read on each
      className={`relative grid shrink-0 place-content-center overflow-hidden rounded-[22%] font-semibold @container text-white ${className}`}
    >
      <PictureOf mediaId={user.avatarId}>
        <span className="text-[34cqi] leading-none">{initialsOf(user.displayName)}</span>
      </PictureOf>
    </span>
  );
}
