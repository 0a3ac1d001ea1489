import { lazy, Suspense, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from '../ui/button.js';

// With its first block in a language that it knows. The grammar is there before anything is drawn by it.
const Highlighted = lazy(() => import('./highlighted.js'));

/** Milliseconds that the button says that it is done. */
const DONE = 1_500;

/** Code in a message: in the colours of its language, where it is named behind the backticks, and easily copied. */
export function CodeBlock({ code, info }: { code: string; info: string }) {
  return (
    <div className="group/code relative">
      <pre tabIndex={0}>
        <code>
          {info === '' ? (
            code
          ) : (
            <Suspense fallback={code}>
              <Highlighted code={code} info={info} />
            </Suspense>
          )}
        </code>
      </pre>
      <CopyButton code={code} />
    </div>
  );
}

function CopyButton({ code }: { code: string }) {
  const [isDone, setDone] = useState(false);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(code);
    setDone(true);
    setTimeout(() => setDone(false), DONE);
  }

  if (!('clipboard' in navigator)) return null; // a page without encryption from another machine has none
  return (
    <IconButton
      label={isDone ? 'Copied' : 'Copy code'}
      onClick={() => void copy()}
      className="absolute end-1 top-1 bg-panel opacity-0 group-hover/code:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    >
      {isDone ? <Check size={15} /> : <Copy size={15} />}
    </IconButton>
  );
}
