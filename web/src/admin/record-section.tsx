import { useCallback, type ReactNode } from 'react';
import type { CommandReply } from '@parley/client';
import { client } from '../session/parley.js';
import { More } from '../ui/more.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, momentOf } from '../ui/time.js';
import { usePages } from '../ui/use-pages.js';

type Entry = CommandReply<'installation.audit.list'>['items'][number];

/** What was done, as the rest of a sentence: `{user}` stands for whom, `{what}` for what else is known. */
const deeds: Readonly<Record<Entry['action'], string>> = {
  'user.created': 'made an account for {user}',
  'user.disabled': 'shut {user} out',
  'user.enabled': 'let {user} log in again',
  'user.password_reset': 'gave {user} another password',
  'user.second_factor_reset': 'turned off the two-step log-in of {user}',
  'owner.added': 'made {user} an owner',
  'owner.removed': 'removed {user} as owner',
  'dead_letter.retried': 'had {what} tried again',
  'dead_letter.deleted': 'dropped {what}',
  'channel.created': 'made a channel',
};

/** What was done with power over the whole installation. */
export function RecordSection() {
  const load = useCallback((after?: string) => client.administration.audit(after ? { after } : {}), []);
  const entries = usePages(load, ({ id }) => id);
  return (
    <SettingsGroup about="What was done with power over the whole installation, the newest first.">
      <ol aria-label="Record" className="grid grid-cols-1 divide-y divide-line empty:hidden">
        {entries.items?.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ol>
      <More pages={entries} empty="Nothing was done yet." />
    </SettingsGroup>
  );
}

function Row({ entry: { at, actor, action, user, detail } }: { entry: Entry }) {
  const { queue, name } = detail as { queue?: string; name?: string };
  const names: Record<string, string> = {
    user: user?.displayName ?? 'somebody',
    what: queue && name ? `${queue}: ${name}` : 'a job',
  };
  const pieces = (deeds[action] ?? action).split(/\{(user|what)\}/);
  return (
    <li className="flex items-baseline gap-4 py-3 first:pt-0 last:pb-0">
      <p className="min-w-0 flex-1">
        {actor ? <Name>{actor.displayName}</Name> : 'Somebody at the command line'}{' '}
        {pieces.map((piece, index) => (index % 2 === 0 ? piece : <Name key={piece}>{names[piece]}</Name>))}
      </p>
      <time dateTime={at} title={momentOf(at)} className="shrink-0 text-sm text-muted">
        {agoOf(at)}
      </time>
    </li>
  );
}

function Name({ children }: { children: ReactNode }) {
  return <bdi className="font-medium">{children}</bdi>;
}
