import { useState } from 'react';
import type { Thread } from '@parley/client';
import { Bell, BellOff } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';

/** Whether one is told of new replies. Whoever replies or is mentioned follows by themselves. */
export function FollowButton({ thread: { channelId } }: { thread: Thread }) {
  const follows = useParley(() => client.state.memberships[channelId] !== undefined);
  const [problem, setProblem] = useState<string>();
  const Icon = follows ? BellOff : Bell;

  async function change(): Promise<void> {
    try {
      await client.command(follows ? 'thread.unfollow' : 'thread.follow', { channelId });
      setProblem(undefined);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  return (
    <>
      <span role="alert" className="text-xs text-danger empty:hidden">
        {problem}
      </span>
      <button
        type="button"
        onClick={() => void change()}
        className="flex min-h-8 items-center gap-1.5 rounded-lg px-2 text-sm font-medium text-accent hover:bg-hover pointer-coarse:min-h-11"
      >
        <Icon size={15} aria-hidden="true" />
        {follows ? 'Unfollow' : 'Follow'}
      </button>
    </>
  );
}
