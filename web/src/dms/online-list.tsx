import { useEffect, useState } from 'react';
import type { Team } from '@parley/client';
import { useLocation } from 'wouter';
import { PresenceDot } from '../presence/presence-dot.js';
import { usePresences } from '../presence/presence.js';
import { client, quietly, useParley } from '../session/parley.js';
import { Section } from '../frame/section.js';
import { openDialog } from '../frame/open-dialog.js';
import { Avatar } from '../media/avatar.js';
import { sentenceOf } from '../ui/problem.js';
import { openDm } from './open-dm.js';

/** More would push all else out of sight; they are found by their names. */
const MOST = 25;

/** Who of a team is there, without oneself. A click begins a conversation. */
export function OnlineList({ team }: { team: Team }) {
  const members = useParley(() => client.members(team.id));
  const presences = usePresences();
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<string>();
  useEffect(() => quietly(client.loadMembers(team.id)), [team.id]);
  const there = members.filter(({ user: { id } }) => {
    const presence = presences.get(id) ?? 'offline';
    return id !== client.me?.id && presence !== 'offline' && presence !== 'invisible';
  });
  if (there.length === 0) return null;

  async function talk(userId: string): Promise<void> {
    try {
      setProblem(undefined);
      navigate(await openDm([userId]));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  return (
    <Section id="online" title={`Online — ${there.length}`}>
      {there.slice(0, MOST).map(({ user }) => (
        <li key={user.id}>
          <button
            type="button"
            title={`Write to ${user.displayName}`}
            onClick={() => void talk(user.id)}
            className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2.5 text-start text-muted hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="relative shrink-0">
              <Avatar user={user} className="size-6 rounded-md text-[0.625rem]" />
              <PresenceDot userId={user.id} className="ring-panel" />
            </span>
            <bdi className="min-w-0 flex-1 truncate">{user.displayName}</bdi>
          </button>
        </li>
      ))}
      {there.length > MOST && (
        <li>
          <button
            type="button"
            onClick={() => openDialog('new-message')}
            className="min-h-9 px-2.5 text-sm text-accent hover:underline"
          >
            and {there.length - MOST} more
          </button>
        </li>
      )}
      {problem && (
        <li role="alert" className="px-2.5 text-sm text-danger">
          {problem}
        </li>
      )}
    </Section>
  );
}
