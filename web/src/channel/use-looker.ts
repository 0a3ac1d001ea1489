import { useMemo } from 'react';
import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import type { Looker } from './row-actions.js';
import { useTakingPart } from './taking-part.js';

const leaders = new Set(['owner', 'admin', 'moderator', 'teacher']);

/** What this person is in the conversation. */
export function useLooker(channel: Channel): Omit<Looker, 'isMine'> {
  const isMember = useParley(() => client.state.memberships[channel.id] !== undefined);
  const moderates = useParley(() => mayModerate(channel));
  const takesPart = useTakingPart();
  const isThread = channel.kind === 'thread';
  return useMemo(() => ({ isMember, moderates, takesPart, isThread }), [isMember, moderates, takesPart, isThread]);
}

/** Whether one may delete what others wrote, by docs/permissions.md, in a thread as in its channel; the server decides. */
function mayModerate({ id, parentId, teamId }: Channel): boolean {
  const role = client.state.memberships[parentId ?? id]?.role;
  const teamRole = teamId === null ? undefined : client.state.teamMemberships[teamId]?.role;
  return (role !== undefined && role !== 'member') || (teamRole !== undefined && leaders.has(teamRole));
}
