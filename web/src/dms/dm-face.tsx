import type { Channel } from '@parley/client';
import { PresenceDot } from '../presence/presence-dot.js';
import { client } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';

interface Props {
  channel: Channel;
  /** What lies around the sign that they are there. */
  around?: string;
  size?: string;
}

/** Whom a conversation is with: their face and whether they are there, or how many they are. */
export function DmFace({ channel: { participants }, around, size = 'size-6 rounded-md' }: Props) {
  const people = participants ?? [];
  const others = people.filter(({ id }) => id !== client.me?.id);
  const [one] = others.length > 0 ? others : people;
  if (!one) return null;
  if (others.length > 1)
    return (
      <span
        aria-hidden="true"
        className={`grid shrink-0 place-content-center bg-line text-xs font-semibold text-ink tabular-nums ${size}`}
      >
        {others.length}
      </span>
    );
  return (
    <span className="relative shrink-0">
      <Avatar user={one} className={size} />
      <PresenceDot userId={one.id} {...(around && { className: around })} />
    </span>
  );
}
