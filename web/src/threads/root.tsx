import type { Message } from '@parley/client';
import { Body } from '../message/body.js';
import { Heading, Margin } from '../message/row-parts.js';

/** The message that a thread hangs under, at the head of it. */
export function Root({ message }: { message: Message }) {
  return (
    <article className="flex max-h-[40%] shrink-0 gap-3 overflow-x-hidden overflow-y-auto border-b border-line px-4 py-3 md:px-5">
      <Margin message={message} leads />
      <div className="min-w-0 flex-1">
        <Heading message={message} isReachable />
        <Body message={message} isRoot />
      </div>
    </article>
  );
}
