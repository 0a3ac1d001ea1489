import { lazy, Suspense } from 'react';
import type { Channel } from '@parley/client';
import { Hash, Volume2 } from 'lucide-react';
import { client, useParley } from '../session/parley.js';

// Only who may ask people in needs it.
const FirstSteps = lazy(() => import('../team/first-steps.js'));

/** What stands before the first message. */
export function Beginning({ channel }: { channel: Channel }) {
  const invites = useParley(() => channel.isGeneral && client.may.inTeam(channel.teamId ?? '', 'invitation.create'));
  if (channel.kind === 'thread') return <div className="h-1" />; // the message that it hangs under stands above
  return (
    <div className="grid gap-2 px-4 pt-8 pb-4 md:px-5">
      <span className="grid size-12 place-content-center rounded-2xl bg-accent-soft text-accent">
        {channel.kind === 'voice' ? <Volume2 size={24} aria-hidden="true" /> : <Hash size={24} aria-hidden="true" />}
      </span>
      <h3 className="text-xl font-semibold tracking-tight text-balance">
        This is the beginning of <bdi>{channel.name}</bdi>
      </h3>
      <p className="text-muted text-pretty">
        {channel.kind === 'direct'
          ? 'Nobody else reads what is said here.'
          : channel.isGeneral
            ? 'Everybody in the team is here.'
            : channel.topic || 'Say what it is for.'}
      </p>
      {invites && (
        <Suspense>
          <FirstSteps channel={channel} />
        </Suspense>
      )}
    </div>
  );
}
