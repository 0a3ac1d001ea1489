import { Suspense } from 'react';
import type { Channel } from '@parley/client';
import { UserPlus } from 'lucide-react';
import { DmFace } from '../dms/dm-face.js';
import { client, useParley } from '../session/parley.js';
import { lazily, nothing } from '../ui/lazily.js';
import { usePane } from '../frame/pane.js';
import { Button } from '../ui/button.js';
import { ChannelIcon } from '../frame/channel-icon.js';

// Only who may ask people in needs it.
const FirstSteps = lazily(() => import('../team/first-steps.js'), nothing);

/** What stands before the first message. */
export function Beginning({ channel }: { channel: Channel }) {
  const invites = useParley(() => channel.isGeneral && client.may.inTeam(channel.teamId ?? '', 'invitation.create'));
  const mayAdd = useParley(() => client.may.inChannel(channel.id, 'channel.member.add')) && !channel.isGeneral;
  const isClosed = useParley(() => channel.visibility === 'request' && !client.state.memberships[channel.id]);
  const [, open] = usePane();
  if (channel.kind === 'thread') return <div className="h-1" />; // the message that it hangs under stands above
  return (
    <div className="grid gap-2 px-4 pt-8 pb-4 md:px-5">
      <span className="grid size-12 place-content-center rounded-2xl bg-accent-soft text-accent">
        {channel.kind === 'direct' ? (
          <DmFace channel={channel} size="size-12 rounded-2xl" />
        ) : (
          <ChannelIcon channel={channel} size={24} className="text-accent" />
        )}
      </span>
      <h3 className="text-xl font-semibold tracking-tight text-balance">
        {!isClosed && 'This is the beginning of '}
        {talksWith(channel) && 'your conversation with '}
        <bdi>{channel.name}</bdi>
      </h3>
      <p className="text-muted text-pretty">
        {channel.kind === 'direct'
          ? talksWith(channel)
            ? 'Nobody else reads what is said here.'
            : 'Nobody but you reads what you write here.'
          : channel.isGeneral
            ? 'Everybody in the team is here.'
            : channel.topic || 'Nobody has said what this is about yet.'}
      </p>
      {mayAdd && channel.kind !== 'direct' && (
        <Button
          look="plain"
          onClick={() => open({ kind: 'details', of: 'members' })}
          className="mt-1 flex items-center gap-2 justify-self-start"
        >
          <UserPlus size={16} aria-hidden="true" /> Add people
        </Button>
      )}
      {invites && (
        <Suspense>
          <FirstSteps channel={channel} />
        </Suspense>
      )}
    </div>
  );
}

/** Whether it is with somebody else; what one writes to oneself is not. */
function talksWith({ kind, participants }: Channel): boolean {
  return kind === 'direct' && (participants ?? []).length > 1;
}
