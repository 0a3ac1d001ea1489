import type { ReactNode } from 'react';
import { BellOff } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useParley } from '../session/parley.js';
import type { Listed } from './listed.js';
import { isMuted, mentionsOf, unreadOf, UnreadBadge } from './unread.js';

interface Props {
  to: Listed;
  icon: ReactNode;
  /** What else is to be known of it, before the number of what is unread. */
  badge?: ReactNode;
}

/** The way to a conversation: bold with what is unread, grey with a bell crossed out where one wants to hear nothing. */
export function ConversationLink({ to, icon, badge }: Props) {
  const [here] = useLocation();
  const { id } = to.channel;
  const muted = useParley(() => isMuted(id));
  const isNew = useParley(() => unreadOf([id]) > 0 || mentionsOf([id]) > 0);
  const isCurrent = here === to.path;
  const look = isCurrent
    ? 'bg-accent-soft font-medium'
    : isNew
      ? 'font-semibold hover:bg-hover'
      : 'text-muted hover:bg-hover';
  return (
    <Link
      href={to.path}
      aria-current={isCurrent ? 'page' : undefined}
      data-muted={muted || undefined}
      className={`flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg px-2.5 pointer-coarse:min-h-11 ${look}`}
    >
      {icon}
      <bdi className="min-w-0 flex-1 truncate">{to.name}</bdi>
      {muted && <BellOff size={14} aria-label="muted" className="shrink-0 text-muted" />}
      {badge}
      <UnreadBadge channelIds={[id]} />
    </Link>
  );
}
