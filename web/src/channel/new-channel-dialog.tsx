import { useState } from 'react';
import type { Channel, Team } from '@parley/client';
import { Hash, Volume2 } from 'lucide-react';
import { useLocation } from 'wouter';
import { visibilityNames, whoComesIn } from '../details/words.js';
import { client } from '../session/parley.js';
import { pathOf } from '../session/places.js';
import { Choice } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';

const fields = [
  { name: 'name', label: 'Name', placeholder: 'Engine room', autoComplete: 'off', autoFocus: true },
  { name: 'topic', label: 'Topic', placeholder: 'What it is about, if you like', autoComplete: 'off' },
];

const visibilities = (['public', 'request', 'private'] as const).map((value) => ({
  value,
  label: visibilityNames[value],
  hint: value === 'public' ? 'The whole team is in it from the beginning.' : whoComesIn[value],
}));

const kinds = [
  { value: 'text', label: 'Text', hint: 'People write here.', sign: <Hash size={17} /> },
  {
    value: 'voice',
    label: 'Voice',
    hint: 'People talk, show themselves, share a screen, and write.',
    sign: <Volume2 size={17} />,
  },
] as const;

export default function NewChannelDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const [, navigate] = useLocation();
  const [kind, setKind] = useState<'text' | 'voice'>('text');
  const [visibility, setVisibility] = useState<Channel['visibility']>('public');

  async function create({ name = '', topic = '' }: Record<string, string>): Promise<void> {
    const channel = await client.command('channel.create', { teamId: team.id, name, topic, kind, visibility });
    await client.until(() => client.state.channels[channel.id] !== undefined);
    navigate(pathOf(team, channel));
    onClose();
  }

  return (
    <Dialog title="New channel" onClose={onClose}>
      <Form fields={fields} action="Create channel" onSubmit={create}>
        <Choice label="Kind" options={kinds} value={kind} onChange={setKind} />
        <hr className="border-line" />
        <Choice label="Who can join" options={visibilities} value={visibility} onChange={setVisibility} />
      </Form>
    </Dialog>
  );
}
