import type { Team } from '@parley/client';
import { useLocation } from 'wouter';
import { client } from '../session/parley.js';
import { pathOf } from '../session/places.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';

const fields = [
  { name: 'name', label: 'Name', placeholder: 'Engine room', autoComplete: 'off', autoFocus: true },
  { name: 'topic', label: 'Topic', placeholder: 'What it is about, if you like', autoComplete: 'off' },
];

export default function NewChannelDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const [, navigate] = useLocation();

  async function create({ name = '', topic = '', private: isPrivate }: Record<string, string>): Promise<void> {
    const visibility = isPrivate ? 'private' : 'public';
    const channel = await client.command('channel.create', { teamId: team.id, name, topic, visibility });
    await client.until(() => client.state.channels[channel.id] !== undefined);
    navigate(pathOf(team, channel));
    onClose();
  }

  return (
    <Dialog title="New channel" onClose={onClose}>
      <Form fields={fields} action="Create channel" onSubmit={create}>
        <label className="flex items-start gap-2.5">
          <input type="checkbox" name="private" className="mt-1 size-4 accent-accent" />
          <span>
            Private
            <span className="block text-sm text-muted">
              Only those who are added see it. Otherwise the whole team is in it.
            </span>
          </span>
        </label>
      </Form>
    </Dialog>
  );
}
