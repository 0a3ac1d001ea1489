import { memo, Suspense, useEffect } from 'react';
import { Spoken } from '../mentions/spoken.js';
import { onReturn } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';

interface Props {
  text: string;
}

// Its parser is larger than the rest of the conversation, and many messages have nothing to parse.
const Formatted = lazily(
  () => import('./formatted.js'),
  ({ text }: Props, again) => <Unformatted text={text} again={again} />,
);

/** Characters and beginnings of lines without which markdown means nothing. */
const MARKED = /[*_`~[<\\\n]|:\/\/|mailto:|^\s*(?:>|[-+]\s|\d{1,9}[.)]\s)/;

/** The text of a message, with its markdown; as written until the parser is there. */
export const Markdown = memo(function Markdown({ text }: Props) {
  if (!MARKED.test(text)) return <Plain text={text} />;
  return (
    <Suspense fallback={<Plain text={text} />}>
      <Formatted text={text} />
    </Suspense>
  );
});

function Plain({ text }: Props) {
  return (
    <p className="prose-plain whitespace-pre-wrap">
      <Spoken text={text} />
    </p>
  );
}

/** Where the parser cannot be had: as written, which can be read, until there is a connection again. */
function Unformatted({ text, again }: Props & { again: () => void }) {
  useEffect(() => onReturn(again), [again]);
  return <Plain text={text} />;
}
