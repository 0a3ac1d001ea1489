import { Button } from './button.js';
import { NOT_COPIED, useCopy } from './copy.js';

/** Copies a text, and says whether that worked. */
export function CopyButton({ text }: { text: string }) {
  const [worked, copy] = useCopy(text);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button look="plain" onClick={copy}>
        Copy
      </Button>
      <span role="status" className="text-sm text-muted">
        {worked !== undefined && (worked ? 'Copied.' : NOT_COPIED)}
      </span>
    </span>
  );
}
