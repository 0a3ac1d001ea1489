import { client } from '../session/parley.js';
import { dmName } from '../session/places.js';

/** Where a message stands, in words. Threads are known here only when one follows them. */
export function placeName(channelId: string): string {
  const channel = client.state.channels[channelId];
  if (!channel || channel.kind === 'thread') {
    const parent = channel?.parentId ? client.state.channels[channel.parentId] : undefined;
    return parent ? `in a thread in ${parent.teamId === null ? dmName(parent) : parent.name}` : 'in a thread';
  }
  return channel.teamId === null ? `with ${dmName(channel)}` : `in ${channel.name}`;
}
