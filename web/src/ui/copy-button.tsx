import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.js';
import { NOT_COPIED, useCopy } from './copy.js';

interface Props {
  text: string;
  look?: ComponentProps<typeof Button>['look'];
  children?: ReactNode;
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, look = 'plain', children = 'Copy' }: Props) {
  const [worked, copy] = useCopy(text);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button look={look} onClick={copy}>
        {children}
      </Button>
      <span role="status" className="text-sm text-muted">
        {worked !== undefined && (worked ? 'Copied.' : NOT_COPIED)}
      </span>
    </span>
  );
}
