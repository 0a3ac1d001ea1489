import { Button } from '../ui/button.js';

interface Props {
  isLoading: boolean;
  problem: string | undefined;
  retry: () => void;
  /** What is being loaded. */
  children: string;
  className: string;
}

/** At an end of a list that goes on: over the rows, so that nothing moves when it comes and goes. */
export function Edge({ isLoading, problem, retry, children, className }: Props) {
  if (!isLoading && problem === undefined) return null;
  return (
    <div
      role={problem === undefined ? undefined : 'alert'}
      className={`absolute left-1/2 flex w-max max-w-[90%] -translate-x-1/2 items-center gap-2 rounded-full border border-line bg-raised px-4 py-1 text-sm text-muted shadow-sm ${className}`}
    >
      {problem === undefined ? (
        children
      ) : (
        <>
          {problem}
          <Button look="quiet" onClick={retry}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}
