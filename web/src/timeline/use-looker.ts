import { useMemo } from 'react';
import type { Channel } from '@parley/client';
import { useTakingPart } from '../frame/taking-part.js';
import type { Looker } from '../message/row-actions.js';
import { client, useParley } from '../session/parley.js';

/** What this person is in the conversation. */
export function useLooker(channel: Channel): Omit<Looker, 'isMine'> {
  const isMember = useParley(() => client.state.memberships[channel.id] !== undefined);
  // In a thread as in its channel.
  const moderates = useParley(() => client.may.inChannel(channel.parentId ?? channel.id, 'message.delete'));
  const takesPart = useTakingPart();
  const isThread = channel.kind === 'thread';
  return useMemo(() => ({ isMember, moderates, takesPart, isThread }), [isMember, moderates, takesPart, isThread]);
}
