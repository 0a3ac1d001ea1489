import { useCallback, useState, type ReactNode } from 'react';
import type { CommandReply, Team } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { More } from '../ui/more.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, momentOf } from '../ui/time.js';
import { usePages } from '../ui/use-pages.js';
import { actionNames, detailOf, piecesOf, type AuditAction } from './audit-words.js';

type AuditEntry = CommandReply<'team.audit.list'>['items'][number];

/** What was done with power over a team and its people, for its owners. */
export function AuditSection({ team: { id: teamId } }: { team: Team }) {
  const [action, setAction] = useState<AuditAction | 'all'>('all');
  const load = useCallback(
    (after?: string) =>
      client.command('team.audit.list', {
        teamId,
        ...(action !== 'all' && { action }),
        ...(after && { after }),
      }),
    [teamId, action],
  );
  const entries = usePages(load, ({ id }) => id);
  return (
    <SettingsGroup about="What was done with power here, the newest first. What people write to one another is not in it.">
      <Select
        label="What was done"
        labelHidden
        value={action}
        options={{ all: 'Everything', ...actionNames }}
        onChange={setAction}
      />
      <ol aria-label="Record" className="grid grid-cols-1 divide-y divide-line empty:hidden">
        {entries.items?.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ol>
      <More pages={entries} empty="Nothing of that kind was done yet." />
    </SettingsGroup>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const { at, actor, action, user, channelId, detail } = entry;
  const here = useParley(() => (channelId === null ? undefined : client.state.channels[channelId]?.name));
  // What one cannot see, or what is gone, is called as it was then, if that was written down.
  const channel = here ?? (typeof detail['name'] === 'string' ? detail['name'] : undefined);
  const names: Record<string, string> = { user: user?.displayName ?? 'somebody', channel: channel ?? 'a channel' };
  const more = detailOf(entry);
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0">
      <p>
        <Name>{actor.displayName}</Name>{' '}
        {piecesOf(action).map((piece, index) => (index % 2 === 0 ? piece : <Name key={piece}>{names[piece]}</Name>))}
      </p>
      <time dateTime={at} title={momentOf(at)} className="text-sm text-muted">
        {agoOf(at)}
      </time>
      {more && <p className="col-span-2 text-sm text-muted sm:col-span-1">{more}</p>}
    </li>
  );
}

function Name({ children }: { children: ReactNode }) {
  return <bdi className="font-medium">{children}</bdi>;
}
