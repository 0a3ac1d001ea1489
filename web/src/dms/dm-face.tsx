import type { Channel } from '@parley/client';
import { PresenceDot } from '../presence/presence-dot.js';
import { client } from '../session/parley.js';
import { Avatar } from '../ui/avatar.js';

/** Whom a conversation is with: their face and whether they are there, or how many they are. */
export function DmFace({ channel: { participants }, around }: { channel: Channel; around?: string }) {
  const people = participants ?? [];
  const others = people.filter(({ id }) => id !== client.me?.id);
  const [one] = others.length > 0 ? others : people;
  if (!one) return null;
  if (others.length > 1)
    return (
      <span
        aria-hidden="true"
        className="grid size-6 shrink-0 place-content-center rounded-md bg-line text-xs font-semibold text-ink tabular-nums"
      >
        {others.length}
      </span>
    );
  return (
    <span className="relative shrink-0">
      <Avatar user={one} className="size-6 rounded-md text-[0.625rem]" />
      <PresenceDot userId={one.id} {...(around && { className: around })} />
    </span>
  );
}
