import type { Team } from '@parley/client';
import { Plus } from 'lucide-react';
import { Link } from 'wouter';
import { PictureOf } from '../media/picture-of.js';
import { client, useParley } from '../session/parley.js';
import { initialsOf } from '../media/avatar.js';
import { mentionsOf, unreadOf } from '../frame/unread.js';

/** One's teams, and the way to a new one. */
export function TeamRail({ current }: { current: Team | undefined }) {
  const teams = useParley(() => client.teams());
  return (
    <ul className="flex w-16 shrink-0 flex-col items-center gap-2 overflow-y-auto bg-rail py-3">
      {teams.map((team) => (
        <li key={team.id}>
          <TeamLink team={team} isCurrent={team.id === current?.id} />
        </li>
      ))}
      <li>
        <Link
          href="/new-team"
          aria-label="New team"
          title="New team"
          className="grid size-11 place-content-center rounded-xl border border-dashed border-muted/50 text-muted hover:border-accent hover:text-accent"
        >
          <Plus size={20} />
        </Link>
      </li>
    </ul>
  );
}

function TeamLink({ team, isCurrent }: { team: Team; isCurrent: boolean }) {
  const channelIds = useParley(() => client.channels(team.id)).map(({ id }) => id);
  const unread = useParley(() => unreadOf(channelIds));
  const mentions = useParley(() => mentionsOf(channelIds));
  return (
    <Link
      href={`/${team.slug}`}
      aria-current={isCurrent ? 'true' : undefined}
      title={team.name}
      className={`relative grid size-11 place-content-center rounded-xl text-sm font-semibold transition ${
        isCurrent ? 'bg-accent text-on-accent' : 'bg-raised hover:bg-accent-soft'
      }`}
    >
      <span aria-hidden="true" className="relative grid size-11 place-content-center overflow-hidden rounded-xl">
        <PictureOf mediaId={team.iconId}>{initialsOf(team.name)}</PictureOf>
      </span>
      <span className="sr-only">
        {[team.name, unread > 0 && `${unread} unread`, mentions > 0 && `${mentions} for you`]
          .filter(Boolean)
          .join(', ')}
      </span>
      {mentions > 0 && !isCurrent && (
        <span
          aria-hidden="true"
          className="absolute -end-1.5 -top-1.5 grid min-w-5 place-content-center rounded-full border-2 border-rail bg-accent px-1 text-[0.6875rem] leading-4 font-semibold text-on-accent tabular-nums"
        >
          {mentions > 99 ? '99+' : mentions}
        </span>
      )}
      {unread > 0 && mentions === 0 && !isCurrent && (
        <span
          aria-hidden="true"
          className="absolute -end-0.5 -top-0.5 size-3 rounded-full border-2 border-rail bg-muted"
        />
      )}
    </Link>
  );
}
