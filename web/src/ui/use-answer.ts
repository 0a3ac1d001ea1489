import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from './problem.js';

interface Answer<T> {
  value: T | undefined;
  /** Why it could not be had, or why what was asked for was refused. */
  problem: string | undefined;
  /** Asks anew, after `work` is done; tells what goes wrong with either. */
  after: (work?: Promise<unknown>) => Promise<void>;
}

/** What the server answers to a question that nothing else keeps up to date. `ask` must stay the same function. */
export function useAnswer<T>(ask: () => Promise<T>): Answer<T> {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const after = useCallback(
    async (work?: Promise<unknown>) => {
      setProblem(undefined);
      try {
        await work;
        setValue(await ask());
      } catch (error) {
        setProblem(sentenceOf(error));
      }
    },
    [ask],
  );
  useEffect(() => void after(), [after]);
  return { value, problem, after };
}
