import type { Channel, User } from '@parley/client';
import { client } from '../session/parley.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';

const fields = [
  {
    name: 'reason',
    label: 'Reason',
    hint: 'If you give one, it stands in the channel for all to read.',
    autoComplete: 'off',
    maxLength: 200,
    autoFocus: true,
  },
];

interface Props {
  channel: Channel;
  user: User;
  onClose: () => void;
}

/** Takes somebody out of a channel, with a word about why. */
export function RemoveDialog({ channel: { id: channelId, name }, user, onClose }: Props) {
  return (
    <Dialog title={`Remove ${user.displayName} from ${name}?`} onClose={onClose}>
      <Form
        fields={fields}
        action="Remove"
        onSubmit={async ({ reason = '' }) => {
          const why = reason.trim();
          await client.command('channel.member.remove', { channelId, userId: user.id, ...(why && { reason: why }) });
          onClose();
        }}
      />
    </Dialog>
  );
}
