import { useState } from 'react';
import type { Channel } from '@parley/client';
import { LogOut } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Editable } from '../ui/editable.js';
import { longDayOf } from '../ui/time.js';
import { Notifications } from './notifications.js';
import { whoComesIn } from './words.js';

/** What a channel is for, what one wants to hear of it, and the way out. */
export function About({ channel }: { channel: Channel }) {
  const { id: channelId, createdAt, hostId, visibility, isGeneral } = channel;
  const mayUpdate = useParley(() => client.may.inChannel(channelId, 'channel.update'));
  const isMember = useParley(() => client.state.memberships[channelId] !== undefined);
  const host = useParley(() => client.state.users[hostId]);
  const save = (field: 'name' | 'topic') =>
    mayUpdate ? (value: string) => client.command('channel.update', { channelId, [field]: value }) : undefined;
  return (
    <div className="grid grid-cols-1 gap-5 p-4">
      <Editable label="Name" value={channel.name} placeholder="" maxLength={80} onSave={save('name')} />
      <Editable
        label="Topic"
        value={channel.topic}
        placeholder="Nobody has said what this is about yet."
        maxLength={250}
        multiline
        onSave={save('topic')}
      />
      <p className="text-sm text-muted text-pretty">
        {isGeneral ? 'Everybody in the team is here.' : whoComesIn[visibility]} Begun on {longDayOf(createdAt)}
        {host ? (
          <>
            , hosted by <bdi>{host.displayName}</bdi>.
          </>
        ) : (
          '.'
        )}
        {channel.archivedAt && ` Archived on ${longDayOf(channel.archivedAt)}.`}
      </p>
      {isMember && <Notifications channel={channel} />}
      {isMember && !isGeneral && <Leave channel={channel} />}
    </div>
  );
}

function Leave({ channel: { id: channelId, name, visibility } }: { channel: Channel }) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="border-t border-line pt-4">
      <Button look="plain" onClick={() => setAsking(true)} className="flex items-center gap-2">
        <LogOut size={16} aria-hidden="true" /> Leave this channel
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Leave ${name}?`}
          action="Leave"
          onConfirm={() => client.command('channel.leave', { channelId })}
          onClose={() => setAsking(false)}
        >
          <p>
            {visibility === 'public'
              ? 'You can read it and come back whenever you like.'
              : visibility === 'request'
                ? 'To come back you have to ask again.'
                : 'It disappears for you. To come back, somebody in it has to add you.'}
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
