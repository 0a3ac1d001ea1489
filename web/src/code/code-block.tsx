import { Suspense } from 'react';
import { CopyIconButton } from '../ui/copy-icon-button.js';
import { lazily } from '../ui/lazily.js';

// With its first block in a language that it knows. The grammar is there before anything is drawn by it.
const Highlighted = lazily(
  () => import('./highlighted.js'),
  ({ code }) => code,
);

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
      <CopyIconButton
        text={code}
        label="Copy code"
        className="absolute end-1 top-1 bg-panel opacity-0 group-hover/code:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
      />
    </div>
  );
}
