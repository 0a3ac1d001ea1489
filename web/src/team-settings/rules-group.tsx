import { useState } from 'react';
import type { CommandInput, Team } from '@parley/client';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { Switch } from '../ui/switch.js';

const creators: Record<Team['channelCreation'], string> = {
  members: 'Members and above',
  moderators: 'Moderators and above',
  admins: 'Admins and owners',
};

/** What holds for everybody in a team. */
export function RulesGroup({ team }: { team: Team }) {
  const [problem, setProblem] = useState<string>();

  function update(wanted: Omit<CommandInput<'team.update'>, 'teamId'>): void {
    setProblem(undefined);
    client
      .command('team.update', { teamId: team.id, ...wanted })
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <SettingsGroup title="Rules">
      <Select
        label="Who makes channels"
        value={team.channelCreation}
        options={creators}
        onChange={(channelCreation) => update({ channelCreation })}
      />
      <Switch
        label="Ask for two-step log-in"
        hint="Whoever does not use it is kept out until they turn it on. You need it first."
        checked={team.requiresSecondFactor}
        onChange={(requiresSecondFactor) => update({ requiresSecondFactor })}
      />
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </SettingsGroup>
  );
}
