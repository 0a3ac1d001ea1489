import type { Channel } from '@parley/client';
import { Hash, KeyRound, Lock, Volume2 } from 'lucide-react';

interface Props {
  channel: Channel;
  size?: number;
  className?: string;
}

const closed = { private: 'private', request: 'by request' } as const;

export function ChannelIcon({ channel: { kind, visibility }, size = 16, className = 'text-muted' }: Props) {
  const [Icon, label] =
    kind === 'voice'
      ? ([Volume2, visibility === 'public' ? 'voice' : `voice, ${closed[visibility]}`] as const)
      : visibility === 'private'
        ? ([Lock, closed.private] as const)
        : visibility === 'request'
          ? ([KeyRound, closed.request] as const)
          : ([Hash, undefined] as const);
  return <Icon size={size} className={`shrink-0 ${className}`} aria-label={label} />;
}
