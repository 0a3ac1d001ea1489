import { useState } from 'react';
import type { Channel, Team } from '@parley/client';
import { ChannelIcon } from '../frame/channel-icon.js';
import { levelIn, levelsOf, type Level } from '../notify/levels.js';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';

/** What of each channel one wants to be told. */
export function ChannelLevels() {
  const teams = useParley(() => client.teams());
  return teams.map((team) => <TeamLevels key={team.id} team={team} />);
}

function TeamLevels({ team }: { team: Team }) {
  const channels = useParley(() => client.channels(team.id));
  const preferences = useParley(() => client.state.preferences);
  const own = channels.filter(({ id }) => id in preferences);
  if (own.length === 0) return null;
  return (
    <SettingsGroup title={team.name} about="What you are notified of in its channels.">
      <ul className="grid grid-cols-1 gap-2">
        {own.map((channel) => (
          <ChannelLevel key={channel.id} channel={channel} level={levelIn(channel, preferences[channel.id]!)} />
        ))}
      </ul>
    </SettingsGroup>
  );
}

function ChannelLevel({ channel, level }: { channel: Channel; level: Level }) {
  const [problem, setProblem] = useState<string>();

  async function choose(notify: Level): Promise<void> {
    setProblem(undefined);
    const command = client.command('channel.preferences', { channelId: channel.id, notify });
    await command.catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <li className="grid grid-cols-1 items-center gap-x-4 gap-y-1 sm:grid-cols-[1fr_12rem]">
      <span className="flex min-w-0 items-center gap-2">
        <ChannelIcon channel={channel} />
        <bdi className="truncate">{channel.name}</bdi>
      </span>
      <Select
        label={`Notifications of ${channel.name}`}
        labelHidden
        value={level}
        options={levelsOf(channel)}
        onChange={(to) => void choose(to)}
      />
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </li>
  );
}
