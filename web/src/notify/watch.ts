import type { Channel, Message } from '@parley/client';
import { gist } from '../message/gist.js';
import { client } from '../session/parley.js';
import { chime } from './chime.js';
import { notifyChoices } from './choices.js';
import { hearClicks, show } from './show.js';
import { calls } from './wants.js';

/** Calls the person at this machine while they look elsewhere. Ends with the function it answers. */
export function watchForCalls(): () => void {
  const stopHearing = hearClicks();
  const stopListening = client.on('message.created', (message) => {
    const { channelId } = message;
    const channel = client.state.channels[channelId];
    const preferences = client.state.preferences[channelId];
    if (document.visibilityState === 'visible' || !client.me) return;
    if (!calls({ message, me: client.me.id, channel, preferences, now: Date.now() })) return;
    const { desktop, sound } = notifyChoices();
    if (sound) chime();
    if (desktop) show(callOf(message, channel)).catch((error: unknown) => console.warn('No notification:', error));
  });
  return () => {
    stopListening();
    stopHearing();
  };
}

function callOf(message: Message, channel: Channel | undefined) {
  const { id: messageId, channelId, author } = message;
  const place = channel && channel.teamId !== null && channel.name !== '' ? ` in ${channel.name}` : '';
  return { messageId, channelId, title: author.displayName + place, body: gist(message) };
}
