import { useUsers } from '../people/use-users.js';
import { typingWords } from './words.js';
import { useTyping } from './typing.js';

/** Who writes something. It keeps its height, so that nothing moves; screen readers are not told of it again and again. */
export function TypingLine({ channelId }: { channelId: string }) {
  const userIds = useTyping(channelId);
  const people = useUsers(userIds);
  const words = typingWords(userIds.map((userId) => people.find(({ id }) => id === userId)?.displayName));
  return (
    <p data-typing={userIds.length} className="flex h-5 items-center gap-1.5 truncate px-1 text-xs text-muted">
      {words !== undefined && (
        <>
          <span aria-hidden="true" className="flex gap-0.5">
            {[0, 150, 300].map((delay) => (
              <span
                key={delay}
                style={{ animationDelay: `${delay}ms` }}
                className="size-1 animate-pulse rounded-full bg-muted"
              />
            ))}
          </span>
          <span className="truncate">{words}</span>
        </>
      )}
    </p>
  );
}
