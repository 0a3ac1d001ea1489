import type { Channel } from '@parley/client';
import { Hash, KeyRound, Lock, Volume2 } from 'lucide-react';

export function ChannelIcon({ channel: { kind, visibility } }: { channel: Channel }) {
  const [Icon, label] =
    visibility === 'private'
      ? ([Lock, 'private'] as const)
      : visibility === 'request'
        ? ([KeyRound, 'by request'] as const)
        : kind === 'voice'
          ? ([Volume2, 'voice'] as const)
          : ([Hash, undefined] as const);
  return <Icon size={16} className="shrink-0 text-muted" aria-label={label} />;
}
