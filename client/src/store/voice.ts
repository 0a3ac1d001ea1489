import type { Facts } from '../generated/contract.js';
import type { VoiceCall, VoiceParticipant, VoiceRoom } from '../wire.js';
import { putUsers, type State } from './state.js';

/** Somebody is in a call, or something about them there is different. Who came first comes first. */
export function putParticipant(state: State, participant: VoiceParticipant): State {
  const next = change(state, participant.channelId, (room) => {
    const held = room.participants.find(({ user }) => user.id === participant.user.id);
    if (held && held.version >= participant.version) return room;
    const others = room.participants.filter((other) => other !== held);
    return { ...room, participants: [...others, participant].sort(byArrival) };
  });
  return putUsers(next, participant.user);
}

/** Somebody is not in the call any more. */
export function removeParticipant(state: State, gone: Facts['voice.participant.left']): State {
  return change(state, gone.channelId, (room) => {
    const participants = room.participants.filter(
      ({ user, version }) => user.id !== gone.userId || version >= gone.version,
    );
    return participants.length === room.participants.length ? room : { ...room, participants };
  });
}

/** The call of a DM began, was answered or declined, or is over. */
export function putCall(state: State, call: VoiceCall): State {
  return change(state, call.channelId, (room) => {
    if (room.call && room.call.id === call.id && room.call.version >= call.version) return room;
    return { ...room, call: call.endedAt === null ? call : null };
  });
}

function change(state: State, channelId: string, step: (room: VoiceRoom) => VoiceRoom): State {
  const before = state.voices[channelId];
  const after = before && step(before);
  return before === after ? state : { ...state, voices: { ...state.voices, [channelId]: after! } };
}

function byArrival(a: VoiceParticipant, b: VoiceParticipant): number {
  const [first, second] = [a.joinedAt + a.user.id, b.joinedAt + b.user.id];
  return first < second ? -1 : 1;
}
