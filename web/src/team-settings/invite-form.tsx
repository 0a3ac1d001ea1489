import { useState } from 'react';
import type { CommandReply } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { givable, namesOf, ownRole, type TeamRole } from './roles.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

const lives = {
  week: 'For seven days',
  hour: 'For an hour',
  day: 'For a day',
  month: 'For 30 days',
  ever: 'Permanently',
};
const seconds: Record<keyof typeof lives, number | null> = {
  ...{ hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, ever: null },
};

const fields = [
  {
    ...{ name: 'maxUses', label: 'How many people', type: 'number', min: 1, max: 1000, placeholder: 'Any number' },
    ...{ inputMode: 'numeric' as const, autoComplete: 'off' },
  },
  {
    ...{
      name: 'email',
      label: 'Send it by mail to',
      type: 'email',
      placeholder: 'ben@example.org',
      autoComplete: 'off',
    },
    hint: 'If you like. It then lets in one person, unless you say otherwise.',
  },
];

interface Props {
  teamId: string;
  onMade: (invitation: CommandReply<'invitation.create'>) => void;
}

/** A new invitation: as what, for how long, for how many, and by mail if need be. */
export function InviteForm({ teamId, onMade }: Props) {
  const own = useParley(() => ownRole(teamId)) ?? 'guest';
  const [role, setRole] = useState<TeamRole>('member');
  const [life, setLife] = useState<keyof typeof lives>('week');
  const roles = givable(own).filter((one) => one !== 'owner');

  async function create({ maxUses = '', email = '' }: Record<string, string>): Promise<void> {
    const terms = { role, expiresIn: seconds[life] };
    const most = maxUses.trim() && { maxUses: Number(maxUses) };
    const by = email.trim() && { email: email.trim() };
    onMade(await client.command('invitation.create', { teamId, ...terms, ...most, ...by }));
  }

  return (
    <SettingsGroup title="Invite people">
      <Form
        fields={fields}
        action="Create invitation"
        done="Made. It stands in the list."
        look="settings"
        onSubmit={create}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Select label="They become" value={role} options={namesOf(roles)} onChange={setRole} />
          <Select label="It works" value={life} options={lives} onChange={setLife} />
        </div>
      </Form>
    </SettingsGroup>
  );
}
