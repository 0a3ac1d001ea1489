import { useState } from 'react';
import type { Channel, CommandInput } from '@parley/client';
import { levelIn, levelsOf } from '../notify/levels.js';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { Select } from '../ui/select.js';
import { Switch } from '../ui/switch.js';

/** What one wants to hear of a conversation: on all one's devices, and nobody else's business. */
export function Notifications({ channel }: { channel: Channel }) {
  const { id: channelId } = channel;
  const preferences = useParley(() => client.state.preferences[channelId]);
  const [problem, setProblem] = useState<string>();
  if (!preferences) return null;

  function set(wanted: Omit<CommandInput<'channel.preferences'>, 'channelId'>): void {
    setProblem(undefined);
    client
      .command('channel.preferences', { channelId, ...wanted })
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <div className="grid grid-cols-1 gap-3 border-t border-line pt-4">
      <Select
        label="Notify me of"
        value={levelIn(channel, preferences)}
        options={levelsOf(channel)}
        onChange={(notify) => set({ notify })}
      />
      <Switch
        label="Mute"
        hint="Show no count of what is unread."
        checked={preferences.muted}
        onChange={(muted) => set({ muted })}
      />
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
