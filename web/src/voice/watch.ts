import { client } from '../session/parley.js';
import { announce, notify } from './notices.js';
import { voice } from './use-call.js';
import { isBetweenTwo } from './words.js';

/** Follows the call that this device is in: tells what happens in it, and ends one between two when the other has gone. Answers what ends that. */
export function watchCall(): () => void {
  let wasSilenced = voice.view?.silenced ?? false;
  const stops = [
    voice.onEnd(({ channelId, reason }) => {
      if (reason === 'removed') notify(`You were taken out of the call${placeOf(channelId)}.`);
      if (reason === 'lost') notify(`The connection to the call${placeOf(channelId)} was away for too long.`);
      if (reason === 'moved') notify(`You are in the call${placeOf(channelId)} with another device now.`);
    }),
    voice.subscribe(() => {
      const silenced = voice.view?.silenced ?? false;
      if (silenced === wasSilenced) return;
      wasSilenced = silenced;
      if (silenced) notify('A moderator has turned your microphone off.');
      else if (voice.view) notify('You may speak again.');
    }),
    client.on('voice.participant.joined', ({ channelId, user }) => {
      if (isHere(channelId, user.id)) announce(`${user.displayName} joined the call.`);
    }),
    client.on('voice.participant.left', ({ channelId, userId, reason }) => {
      if (!isHere(channelId, userId) || isInside(channelId, userId)) return; // back already
      const name = client.state.users[userId]?.displayName ?? 'Somebody';
      const isOver = reason !== 'lost' && isBetweenTwo(client.state.channels[channelId]);
      if (!isOver) return announce(reason === 'lost' ? `${name} lost the connection.` : `${name} left the call.`);
      notify(`${name} has left, so the call is over.`);
      void voice.leave();
    }),
    client.on('voice.participant.updated', ({ channelId, user, screen }) => {
      const shared = shares.has(user.id);
      if (screen) shares.add(user.id);
      else shares.delete(user.id);
      if (isHere(channelId, user.id) && screen !== shared)
        announce(`${user.displayName} ${screen ? 'shares a screen' : 'shares no screen any more'}.`);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Who shares a screen, as last heard. */
const shares = new Set<string>();

function isHere(channelId: string, userId: string): boolean {
  return voice.view?.channelId === channelId && userId !== client.me?.id;
}

function isInside(channelId: string, userId: string): boolean {
  return client.state.voices[channelId]?.participants.some(({ user }) => user.id === userId) ?? false;
}

function placeOf(channelId: string): string {
  const name = client.state.channels[channelId]?.name;
  return name ? ` in ${name}` : '';
}
