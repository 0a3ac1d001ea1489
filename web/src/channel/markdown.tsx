import { lazy, memo, Suspense } from 'react';
import { Spoken } from '../mentions/spoken.js';

// Its parser is larger than the rest of the conversation, and many messages have nothing to parse.
const Formatted = lazy(() => import('./formatted.js'));

/** Characters and beginnings of lines without which markdown means nothing. */
const MARKED = /[*_`~[<\\\n]|:\/\/|mailto:|^\s*(?:>|[-+]\s|\d{1,9}[.)]\s)/;

/** The text of a message, with its markdown; as written until the parser is there. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const plain = (
    <p className="prose-plain whitespace-pre-wrap">
      <Spoken text={text} />
    </p>
  );
  if (!MARKED.test(text)) return plain;
  return (
    <Suspense fallback={plain}>
      <Formatted text={text} />
    </Suspense>
  );
});
