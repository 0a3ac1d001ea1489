import { useState } from 'react';
import type { CommandInput } from '@parley/client';
import { NotifyGroup } from '../notify/notify-group.js';
import { client } from '../session/parley.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { Switch } from '../ui/switch.js';
import { ChannelLevels } from './channel-levels.js';
import { useAnswer } from '../ui/use-answer.js';

const ask = () => client.command('mail_preferences.open', {});

const kinds = [
  {
    kind: 'unread',
    label: 'What waits unread',
    hint: 'A summary of mentions and messages to you, when you were away for a while.',
  },
  { kind: 'invitations', label: 'Invitations to teams', hint: 'When somebody asks you into a team by email.' },
  { kind: 'signOut', label: 'Log-outs', hint: 'When you are logged out on a device.' },
] as const;

type Wanted = CommandInput<'mail_preferences.set'>;

/** What one is told of, and how. */
export function NotificationsSection() {
  const { value, problem, after } = useAnswer(ask);
  const [underWay, setUnderWay] = useState<Wanted>({});

  async function want(wanted: Wanted): Promise<void> {
    setUnderWay(wanted);
    await after(client.command('mail_preferences.set', wanted));
    setUnderWay({});
  }

  return (
    <>
      <NotifyGroup />
      <SettingsGroup title="Email" about="News of log-ins, and of changes to your password and address, always come.">
        {kinds.map(({ kind, label, hint }) => (
          <Switch
            key={kind}
            label={label}
            hint={hint}
            checked={underWay[kind] ?? value?.[kind] ?? false}
            disabled={!value}
            onChange={(wanted) => void want({ [kind]: wanted })}
          />
        ))}
        <p role="alert" className="text-sm text-danger empty:hidden">
          {problem}
        </p>
      </SettingsGroup>
      <ChannelLevels />
    </>
  );
}
