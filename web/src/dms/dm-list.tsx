import { Plus, X } from 'lucide-react';
import { useLocation } from 'wouter';
import { client, quietly, useParley } from '../session/parley.js';
import { homePath } from '../session/places.js';
import { ConversationLink } from '../frame/conversation-link.js';
import { dmsListed, type Listed } from '../frame/listed.js';
import { openDialog } from '../frame/open-dialog.js';
import { Section } from '../frame/section.js';
import { isMuted } from '../frame/unread.js';
import { IconButton } from '../ui/button.js';
import { DmFace } from './dm-face.js';

/** One's conversations beside the teams. */
export function DmList() {
  const [here] = useLocation();
  useParley(() => client.dms());
  const dms = dmsListed();
  const stays = ({ channel: { id }, path }: Listed): boolean =>
    path === here || (client.unread(id) > 0 && !isMuted(id));
  useParley(() => dms.filter(stays).length); // drawn again when others stay
  const entry = (dm: Listed) => <DmEntry key={dm.channel.id} dm={dm} />;
  return (
    <Section
      id="messages"
      title="Direct messages"
      action={
        <IconButton label="New message" onClick={() => openDialog('new-message')}>
          <Plus size={16} />
        </IconButton>
      }
      pinned={dms.filter(stays).map(entry)}
    >
      {dms.length > 0 ? (
        dms.map(entry)
      ) : (
        <li className="px-2.5 py-1 text-sm text-muted text-pretty">With + you write to somebody alone, or to a few.</li>
      )}
    </Section>
  );
}

function DmEntry({ dm }: { dm: Listed }) {
  const [here, navigate] = useLocation();
  const { channel, name, path } = dm;

  function close(): void {
    if (here === path) navigate(homePath() ?? '/');
    quietly(client.command('dm.close', { channelId: channel.id }));
  }

  return (
    <li className="group relative flex items-center">
      <ConversationLink to={dm} icon={<DmFace channel={channel} around="ring-panel" />} />
      <IconButton
        label={`Close the conversation with ${name}`}
        onClick={close}
        className="absolute end-1 bg-panel opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:static pointer-coarse:opacity-70"
      >
        <X size={15} />
      </IconButton>
    </li>
  );
}
