import type { User } from '../../core/users/user.wire.js';
import { fact, type FactType } from '../../platform/changes/facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { VoiceCall, VoiceParticipant } from '../channels/voice-room.wire.js';
import type { VoiceCallEntity, VoiceParticipantEntity } from './voice.entities.js';
import { VoiceParticipantGone } from './voice.wire.js';

export const participantJoined = fact('voice.participant.joined', VoiceParticipant, 'channel');
export const participantUpdated = fact('voice.participant.updated', VoiceParticipant, 'channel');
export const participantLeft = fact('voice.participant.left', VoiceParticipantGone, 'channel');

/** It rings with those who are in the DM. */
export const callStarted = fact('voice.call.started', VoiceCall, 'channel');
/** Answered, declined by somebody, or over. */
export const callUpdated = fact('voice.call.updated', VoiceCall, 'channel');

/** The row of somebody who is in a call. */
export type Inside = VoiceParticipantEntity & { channelId: string };

/** Narrows a row to one of somebody who is in a call, in this one if it is named. */
export function isInside(row: VoiceParticipantEntity | null | undefined, channelId?: string): row is Inside {
  const inside = row?.channelId ?? undefined;
  return inside !== undefined && (channelId === undefined || inside === channelId);
}

/** As everybody sees them. */
export function toParticipant(row: Inside, user: User): VoiceParticipant {
  const { channelId, peerId, muted, deafened, camera, screen, silencedIn, joinedAt, version } = row;
  return {
    ...{ channelId, user, peerId, muted, deafened, camera, screen },
    ...{
      silenced: (JSON.parse(silencedIn) as string[]).includes(channelId),
      joinedAt: joinedAt.toISOString(),
      version,
    },
  };
}

/** What is told of somebody who is not in that call: they may be in another by now, which is nobody's business here. */
export function toGone({ userId, endedBy, version }: VoiceParticipantEntity, channelId: string): VoiceParticipantGone {
  return { channelId, userId, reason: endedBy ?? 'moved', version };
}

export function toCall(row: VoiceCallEntity): VoiceCall {
  const { id, channelId, callerId, startedAt, ringUntil, answeredAt, endedAt, version } = row;
  return {
    ...{ id, channelId, callerId, startedAt: startedAt.toISOString(), ringUntil: ringUntil.toISOString() },
    ...{ answeredAt: answeredAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null },
    ...{ declinedBy: JSON.parse(row.declinedBy) as string[], version },
  };
}

/** Tells a channel of somebody in its call. */
export function tellParticipant(
  tx: WriteTx,
  type: FactType<VoiceParticipant>,
  row: Inside,
  user: User,
): VoiceParticipant {
  const told = toParticipant(row, user);
  tx.change(`channel:${row.channelId}`, type, subjectOf(row.channelId, row.userId), told);
  return told;
}

/** Tells a channel that somebody, whose row says so already, is not in its call any more. */
export function tellParticipantGone(tx: WriteTx, row: VoiceParticipantEntity, channelId: string): void {
  tx.change(`channel:${channelId}`, participantLeft, subjectOf(channelId, row.userId), toGone(row, channelId));
}

export function tellCall(tx: WriteTx, type: FactType<VoiceCall>, row: VoiceCallEntity): VoiceCall {
  const told = toCall(row);
  tx.change(`channel:${row.channelId}`, type, row.id, told);
  return told;
}

function subjectOf(channelId: string, userId: string): string {
  return `${channelId}/${userId}`;
}
