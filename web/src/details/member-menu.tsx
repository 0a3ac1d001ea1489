import { useState } from 'react';
import type { Channel, ChannelMember } from '@parley/client';
import { Ban, Crown, Shield, ShieldOff, UserMinus } from 'lucide-react';
import { BanDialog } from '../people/ban-dialog.js';
import { client, useParley } from '../session/parley.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import type { Action } from '../ui/menu.js';
import { MoreMenu } from '../ui/more-menu.js';
import { sentenceOf } from '../ui/problem.js';
import { RemoveDialog } from './remove-dialog.js';

interface Props {
  channel: Channel;
  member: ChannelMember;
}

/** What one may do about a member of a channel; nothing for most. */
export function MemberMenu({ channel, member }: Props) {
  const { id: channelId, name } = channel;
  const { user, role } = member;
  const may = useParley(() => powers(channel, member));
  const [dialog, setDialog] = useState<'host' | 'remove' | 'ban'>();
  const [problem, setProblem] = useState<string>();
  const close = (): void => setDialog(undefined);

  function setRole(wanted: ChannelMember['role']): Promise<unknown> {
    return client.command('channel.member.update', { channelId, userId: user.id, role: wanted });
  }

  function changeTo(wanted: ChannelMember['role']): void {
    setProblem(undefined);
    setRole(wanted).catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  const actions: Action[] = [];
  if (may.includes('lead')) {
    if (role === 'member')
      actions.push({ label: 'Make moderator', icon: <Shield size={16} />, onSelect: () => changeTo('moderator') });
    if (role === 'moderator')
      actions.push({ label: 'Make plain member', icon: <ShieldOff size={16} />, onSelect: () => changeTo('member') });
    actions.push({ label: 'Make host…', icon: <Crown size={16} />, onSelect: () => setDialog('host') });
  }
  if (may.includes('remove'))
    actions.push({
      label: 'Remove…',
      icon: <UserMinus size={16} />,
      dangerous: true,
      onSelect: () => setDialog('remove'),
    });
  if (may.includes('ban'))
    actions.push({ label: 'Ban…', icon: <Ban size={16} />, dangerous: true, onSelect: () => setDialog('ban') });

  return (
    <>
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
      <MoreMenu label={`What to do with ${user.displayName}`} actions={actions} />
      {dialog === 'host' && (
        <ConfirmDialog
          title="Hand the channel over?"
          action="Hand over"
          onConfirm={() => setRole('host')}
          onClose={close}
        >
          <p>
            <bdi>{user.displayName}</bdi> leads {name} then, in place of whoever does now.
          </p>
        </ConfirmDialog>
      )}
      {dialog === 'remove' && <RemoveDialog channel={channel} user={user} onClose={close} />}
      {dialog === 'ban' && (
        <BanDialog
          user={user}
          from={name}
          onBan={(terms) => client.command('channel.member.ban', { channelId, userId: user.id, ...terms })}
          onClose={close}
        />
      )}
    </>
  );
}

/** One word per power, in one text, so that it is equal while nothing changes. */
function powers({ id, isGeneral }: Channel, { user, role }: ChannelMember): string {
  if (user.id === client.me?.id || role === 'host') return '';
  const leads = client.may.inChannel(id, 'channel.member.update');
  const mayRemove = !isGeneral && client.may.inChannel(id, 'channel.member.remove') && (role === 'member' || leads);
  return [leads && 'lead', mayRemove && 'remove', mayRemove && 'ban'].filter(Boolean).join(' ');
}
