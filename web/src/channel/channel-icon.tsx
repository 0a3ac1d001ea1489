import type { Channel } from '@parley/client';
import { Hash, KeyRound, Lock, Volume2 } from 'lucide-react';

interface Props {
  channel: Channel;
  size?: number;
  className?: string;
}

export function ChannelIcon({ channel: { kind, visibility }, size = 16, className = 'text-muted' }: Props) {
  const [Icon, label] =
    visibility === 'private'
      ? ([Lock, 'private'] as const)
      : visibility === 'request'
        ? ([KeyRound, 'by request'] as const)
        : kind === 'voice'
          ? ([Volume2, 'voice'] as const)
          : ([Hash, undefined] as const);
  return <Icon size={size} className={`shrink-0 ${className}`} aria-label={label} />;
}
