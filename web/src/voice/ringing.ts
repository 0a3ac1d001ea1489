import type { Channel, VoiceCall, VoiceRoom } from '@parley/client';

interface Known {
  voices: Readonly<Record<string, VoiceRoom>>;
  channels: Readonly<Record<string, Channel>>;
}

/** Calls that ring for somebody: begun by another, answered with none of their devices, not declined, and not over. */
export function ringsFor(me: string, { voices, channels }: Known, now: number): VoiceCall[] {
  return Object.values(voices)
    .filter(({ call, participants }) => {
      if (!call || call.endedAt !== null || call.callerId === me || call.declinedBy.includes(me)) return false;
      if (channels[call.channelId]?.kind !== 'direct' || now >= ringsUntil(call)) return false;
      // In a group others may have answered, which is no reason not to come; one who has been in it is not called again.
      return participants.some(({ user }) => user.id === call.callerId) && !participants.some(isOf(me));
    })
    .map(({ call }) => call!)
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

/** How a call stands for whoever is alone in it. `declined`: nobody is left who might come. */
export type Waiting = 'calling' | 'declined' | 'no-answer';

/** Whom one waits for in a call of a DM; undefined where one does not, because others are there or were. */
export function waitingIn(
  me: string,
  room: VoiceRoom | undefined,
  participants: Channel['participants'] | undefined,
  now: number,
): Waiting | undefined {
  const { call } = room ?? {};
  if (!call || call.answeredAt !== null || call.callerId !== me) return undefined;
  const others = (participants ?? []).filter(({ id }) => id !== me);
  if (others.length > 0 && others.every(({ id }) => call.declinedBy.includes(id))) return 'declined';
  return now >= ringsUntil(call) ? 'no-answer' : 'calling';
}

/** By calls that were heard as they began: a clock that goes wrong here ends none of them. */
const heard = new Map<string, number>();

/** Remembers when a call was heard to begin. */
export function hear({ id, startedAt, ringUntil }: VoiceCall, now: number): void {
  heard.set(id, now + Date.parse(ringUntil) - Date.parse(startedAt));
}

/** Until when a call rings, by this device's clock. */
export function ringsUntil({ id, ringUntil }: VoiceCall): number {
  return heard.get(id) ?? Date.parse(ringUntil);
}

function isOf(me: string): (participant: VoiceRoom['participants'][number]) => boolean {
  return ({ user }) => user.id === me;
}
