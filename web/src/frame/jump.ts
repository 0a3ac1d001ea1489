import type { Channel } from '@parley/client';
import { navigate } from 'wouter/use-browser-location';
import { client } from '../session/parley.js';
import { dmPath, pathOf } from '../session/places.js';
import { useValue, valueOf } from '../ui/value.js';

/** A message that somebody wants to be shown in its place. */
export interface Jump {
  messageId: string;
  channelId: string;
}

/** From this width on a pane stands beside the conversation; below, it covers what one wants to see. As `PaneFrame` has it. */
const WIDE = '(min-width: 64rem)';

const wanted = valueOf<Jump | undefined>(undefined);

/**
 * Leads to a message: to its conversation, whatever is open now, and there to its place, which is loaded where it has to be and lit up for a moment.
 * Rejects with a ParleyError when the conversation is not one's own to see. For search, pins, replies, notifications and links.
 */
export async function jumpTo(messageId: string, channelId: string, how: { replace?: boolean } = {}): Promise<void> {
  const path = await placeOf(channelId);
  wanted.set({ messageId, channelId });
  if (path !== location.pathname + location.search) navigate(path, how);
}

/** What this conversation is asked to show, and what to call once it is there. */
export function useJump(channelId: string): [jump: Jump | undefined, arrived: () => void] {
  const jump = useValue(wanted);
  return [jump?.channelId === channelId ? jump : undefined, arrived];
}

/** The address of a message for other people. It names only the message, so it holds when channels are renamed. */
export function linkTo(messageId: string): string {
  return `${location.origin}/message/${messageId}`;
}

function arrived(): void {
  wanted.set(undefined);
}

/** Where a conversation is in this app. A thread stands beside its channel. */
async function placeOf(channelId: string): Promise<string> {
  const channel = await channelOf(channelId);
  if (channel.parentId !== null) {
    const parent = await channelOf(channel.parentId);
    return `${addressOf(parent)}?pane=thread:${channel.rootMessageId}`;
  }
  const address = addressOf(channel);
  const stays = address === location.pathname && matchMedia(WIDE).matches;
  return stays ? address + location.search : address;
}

function addressOf(channel: Channel): string {
  const team = channel.teamId === null ? undefined : client.state.teams[channel.teamId];
  return team ? pathOf(team, channel) : dmPath(channel);
}

/** Threads are known here only when one follows them. */
async function channelOf(channelId: string): Promise<Channel> {
  return client.state.channels[channelId] ?? (await client.command('channel.open', { channelId })).channel;
}
