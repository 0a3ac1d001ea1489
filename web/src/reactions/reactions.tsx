import type { Message } from '@parley/client';
import { useTakingPart } from '../frame/taking-part.js';
import { client, useParley } from '../session/parley.js';
import { react, useRefusal, useWishes } from './react.js';
import { ReactButton } from './react-button.js';
import { useReactors } from './reactors.js';
import { isMine, withWishes } from './wishes.js';

/** What people put under a message, and who; a click joins them or takes one's own back. */
export function Reactions({ message }: { message: Message }) {
  const me = useParley(() => client.me?.id);
  const wishes = useWishes(message.id);
  const refusal = useRefusal(message.id);
  const mayReact = useTakingPart();
  const reactions = me === undefined ? message.reactions : withWishes(message.reactions, wishes, me);
  if (reactions.length === 0 && refusal === undefined) return null;
  return (
    <>
      <ul aria-label="Reactions" className="mt-1 flex flex-wrap items-center gap-1">
        {reactions.map((reaction) => (
          <li key={reaction.emoji} className="relative">
            <Chip message={message} reaction={reaction} isOn={isMine(reaction, me)} mayReact={mayReact} />
          </li>
        ))}
        {mayReact && reactions.length > 0 && (
          <li>
            <ReactButton
              message={message}
              className="relative h-7 w-9 rounded-full border border-line pointer-coarse:h-9 pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-1"
            />
          </li>
        )}
      </ul>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {refusal}
      </p>
    </>
  );
}

interface ChipProps {
  message: Message;
  reaction: Message['reactions'][number];
  isOn: boolean;
  mayReact: boolean;
}

function Chip({ message, reaction, isOn, mayReact }: ChipProps) {
  const { emoji, count } = reaction;
  const { names, look } = useReactors(message.id, reaction);
  return (
    <>
      <button
        type="button"
        aria-pressed={isOn}
        aria-disabled={!mayReact}
        aria-label={`${emoji} ${count}, ${names}`}
        onClick={() => mayReact && void react(message, emoji, !isOn)}
        onPointerEnter={look}
        onFocus={look}
        className="peer relative flex h-7 items-center gap-1.5 rounded-full border border-line bg-panel px-2 text-sm hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent-soft aria-disabled:pointer-events-none pointer-coarse:h-9 pointer-coarse:px-3 pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-1"
      >
        <span aria-hidden="true">{emoji}</span> <span className="text-xs font-medium tabular-nums">{count}</span>
      </button>
      <span
        role="tooltip"
        className="pointer-events-none invisible absolute start-0 bottom-full z-10 mb-1 w-max max-w-60 rounded-lg bg-ink px-2.5 py-1.5 text-xs text-canvas opacity-0 shadow-lg transition-opacity peer-hover:visible peer-hover:opacity-100 peer-focus-visible:visible peer-focus-visible:opacity-100"
      >
        {names}
      </span>
    </>
  );
}
