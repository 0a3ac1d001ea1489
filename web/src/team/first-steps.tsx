import { Suspense, useEffect, useState, type ReactNode } from 'react';
import type { Channel } from '@parley/client';
import { CircleCheck, Hash, MessageCircle, UserPlus, X } from 'lucide-react';
import { client, quietly, useParley } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';

const InviteDialog = lazily(() => import('../invite/invite-dialog.js'));
const NewChannelDialog = lazily(() => import('../channel/new-channel-dialog.js'));

/** What a new team needs first, at the top of its general channel, until all of it is done or whoever reads it has had enough. */
export default function FirstSteps({ channel }: { channel: Channel }) {
  const teamId = channel.teamId ?? '';
  const kept = `parley.first-steps.${teamId}`;
  const [isClosed, setClosed] = useState(() => localStorage.getItem(kept) !== null);
  const [dialog, setDialog] = useState<'invite' | 'channel'>();
  const team = useParley(() => client.state.teams[teamId]);
  const people = useParley(() => client.members(teamId).length);
  const hasChannels = useParley(() => client.channels(teamId).length > 1);
  const hasSpoken = useParley(() => client.messages(channel.id).some(({ kind }) => kind !== 'system'));
  useEffect(() => {
    if (!isClosed) quietly(client.loadMembers(teamId));
  }, [isClosed, teamId]);
  if (isClosed || !team || people === 0 || (people > 1 && hasChannels && hasSpoken)) return null;

  const close = (): void => setDialog(undefined);
  return (
    <section
      aria-label="First steps"
      className="mt-3 grid w-full max-w-lg grid-cols-1 gap-1 rounded-2xl border border-line bg-panel p-4"
    >
      <header className="flex items-center justify-between gap-2">
        <h4 className="font-semibold tracking-tight">
          Three steps to get <bdi>{team.name}</bdi> going
        </h4>
        <IconButton
          label="Close the first steps"
          className="-me-2"
          onClick={() => {
            localStorage.setItem(kept, 'closed');
            setClosed(true);
          }}
        >
          <X size={16} />
        </IconButton>
      </header>
      <ol className="-mx-2 grid grid-cols-1">
        <Step icon={<UserPlus size={18} />} isDone={people > 1} onClick={() => setDialog('invite')}>
          Invite people
        </Step>
        <Step icon={<Hash size={18} />} isDone={hasChannels} onClick={() => setDialog('channel')}>
          Make a channel
        </Step>
        <Step
          icon={<MessageCircle size={18} />}
          isDone={hasSpoken}
          onClick={() => document.getElementById('message')?.focus()}
        >
          Say hello
        </Step>
      </ol>
      <Suspense>
        {dialog === 'invite' && <InviteDialog team={team} onClose={close} />}
        {dialog === 'channel' && <NewChannelDialog team={team} onClose={close} />}
      </Suspense>
    </section>
  );
}

interface StepProps {
  icon: ReactNode;
  isDone: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Step({ icon, isDone, onClick, children }: StepProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="flex min-h-11 w-full items-center gap-3 rounded-lg px-2 text-start hover:bg-hover"
      >
        <span className={isDone ? 'text-ok' : 'text-accent'} aria-hidden="true">
          {isDone ? <CircleCheck size={18} /> : icon}
        </span>
        <span className={isDone ? 'text-muted line-through' : 'font-medium'}>{children}</span>
        {isDone && <span className="sr-only">done</span>}
      </button>
    </li>
  );
}
