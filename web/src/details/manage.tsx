import { useState } from 'react';
import type { Channel, CommandInput } from '@parley/client';
import { Archive, ArchiveRestore, Trash2 } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { sentenceOf } from '../ui/problem.js';
import { Select } from '../ui/select.js';
import { pausesWith, visibilityNames, whoComesIn } from './words.js';

/** What those who lead a channel decide about it. */
export function Manage({ channel }: { channel: Channel }) {
  const { id: channelId, isGeneral, visibility, slowModeSeconds } = channel;
  const mayUpdate = useParley(() => client.may.inChannel(channelId, 'channel.update'));
  const [problem, setProblem] = useState<string>();

  function update(wanted: Omit<CommandInput<'channel.update'>, 'channelId'>): void {
    setProblem(undefined);
    client.command('channel.update', { channelId, ...wanted }).catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <div className="grid grid-cols-1 gap-5 p-4">
      {mayUpdate && !isGeneral && (
        <Select
          label="Who can join"
          hint={whoComesIn[visibility]}
          value={visibility}
          options={visibilityNames}
          onChange={(wanted) => update({ visibility: wanted })}
        />
      )}
      {mayUpdate && (
        <Select
          label="Slow mode"
          hint="How long members wait between two messages. Those who lead do not."
          value={String(slowModeSeconds)}
          options={pausesWith(slowModeSeconds)}
          onChange={(seconds) => update({ slowModeSeconds: Number(seconds) })}
        />
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      {isGeneral ? (
        <p className="text-sm text-muted">A team keeps its general channel and everybody in it.</p>
      ) : (
        <Ending channel={channel} />
      )}
    </div>
  );
}

/** Out of use, or gone for good. */
function Ending({ channel: { id: channelId, name, archivedAt } }: { channel: Channel }) {
  const [dialog, setDialog] = useState<'archive' | 'restore' | 'delete'>();
  const close = (): void => setDialog(undefined);
  const isArchived = archivedAt !== null;
  const restores = dialog === 'restore'; // as it was asked, also in the moment after it was done
  const Icon = isArchived ? ArchiveRestore : Archive;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      <Button
        look="plain"
        onClick={() => setDialog(isArchived ? 'restore' : 'archive')}
        className="flex items-center gap-2"
      >
        <Icon size={16} aria-hidden="true" /> {isArchived ? 'Restore' : 'Archive'}
      </Button>
      <Button look="plain" onClick={() => setDialog('delete')} className="flex items-center gap-2 text-danger">
        <Trash2 size={16} aria-hidden="true" /> Delete
      </Button>
      {(dialog === 'archive' || restores) && (
        <ConfirmDialog
          title={restores ? `Restore ${name}?` : `Archive ${name}?`}
          action={restores ? 'Restore' : 'Archive'}
          onConfirm={() => client.command('channel.archive', { channelId, archived: !restores })}
          onClose={close}
        >
          <p>
            {restores
              ? 'People can write in it again.'
              : 'It stays to be read and found, and nobody can write in it. It can be restored.'}
          </p>
        </ConfirmDialog>
      )}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          action="Delete for good"
          dangerous
          onConfirm={() => client.command('channel.delete', { channelId })}
          onClose={close}
        >
          <p>Everything that was said and sent in it is gone, for everybody, and cannot be brought back.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
