import { useCallback, useEffect } from 'react';
import type { Channel } from '@parley/client';
import { BanRow } from '../people/ban-row.js';
import { client, useParley } from '../session/parley.js';
import { More } from '../ui/more.js';
import { usePages } from '../ui/use-pages.js';
import { comesBack } from './words.js';

/** Who is kept out of a channel, for those who may let them in again; nothing as long as nobody is. */
export function Bans({ channel }: { channel: Channel }) {
  const mayList = useParley(() => client.may.inChannel(channel.id, 'channel.ban.list'));
  return mayList ? <List channel={channel} /> : null;
}

function List({ channel: { id: channelId, teamId, visibility } }: { channel: Channel }) {
  const load = useCallback(
    (after?: string) => client.command('channel.ban.list', { channelId, ...(after && { after }) }),
    [channelId],
  );
  const bans = usePages(load, ({ user }) => user.id);
  const { items, problem, refresh, drop } = bans;
  // Nobody is told of a ban, but that somebody went.
  useEffect(
    () => client.on('channel.member.removed', (gone) => void (gone.channelId === channelId && refresh())),
    [channelId, refresh],
  );

  async function lift(userId: string): Promise<void> {
    await client.command('channel.member.unban', { channelId, userId });
    drop(userId);
  }

  if (problem === undefined && (items === undefined || items.length === 0)) return null;
  return (
    <section aria-label="Banned" className="grid grid-cols-1 gap-2 border-t border-line pt-4">
      <h3 className="text-sm font-semibold">Banned</h3>
      <ul aria-label="Bans" className="grid grid-cols-1 gap-3 empty:hidden">
        {items?.map((ban) => (
          <BanRow
            key={ban.user.id}
            ban={ban}
            teamId={teamId}
            onLift={() => lift(ban.user.id)}
            outlook={comesBack[visibility]}
          />
        ))}
      </ul>
      <More pages={bans} />
    </section>
  );
}
