import type { Channel } from '@parley/client';
import { PaneFrame } from '../shell/pane-frame.js';

/** What a conversation is about. */
export default function DetailsPane({ channel }: { channel: Channel }) {
  return (
    <PaneFrame title={<bdi>{channel.name}</bdi>}>
      <p className="p-4 text-muted">
        <bdi>{channel.topic || 'Nobody has said what this is about yet.'}</bdi>
      </p>
    </PaneFrame>
  );
}
