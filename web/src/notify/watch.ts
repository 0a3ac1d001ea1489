import type { Channel, Message } from '@parley/client';
import { gist } from '../channel/gist.js';
import { jumpTo } from '../channel/jump.js';
import { client, quietly } from '../session/parley.js';
import { chime } from './chime.js';
import { notifyChoices } from './choices.js';
import { calls } from './wants.js';

/** Calls the person at this machine while they look elsewhere. Ends with the function it answers. */
export function watchForCalls(): () => void {
  return client.on('message.created', (message) => {
    const { channelId } = message;
    const channel = client.state.channels[channelId];
    const preferences = client.state.preferences[channelId];
    if (document.visibilityState === 'visible' || !client.me) return;
    if (!calls({ message, me: client.me.id, channel, preferences, now: Date.now() })) return;
    const { desktop, sound } = notifyChoices();
    if (desktop) show(message, channel);
    if (sound) chime();
  });
}

/** One for each conversation: the next message takes the place of the last, also where several windows are open. */
function show(message: Message, channel: Channel | undefined): void {
  const { id, channelId, author } = message;
  const place = channel && channel.teamId !== null && channel.name !== '' ? ` in ${channel.name}` : '';
  const shown = new Notification(author.displayName + place, {
    body: gist(message),
    tag: channelId,
    icon: '/favicon.svg',
    silent: true,
  });
  shown.addEventListener('click', () => {
    focus();
    shown.close();
    quietly(jumpTo(id, channelId));
  });
}
