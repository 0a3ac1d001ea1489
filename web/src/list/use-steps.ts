import { useLayoutEffect, useState } from 'react';
import { nextStage, type Keyed, type Stage } from './steps.js';

/** What is to be drawn of these rows now. What takes two steps takes them before anything is painted. */
export function useSteps<Row extends Keyed>(wanted: readonly Row[]): Stage<Row> {
  const [stage, setStage] = useState<Stage<Row>>({ rows: wanted, shift: false, life: 0 });
  /** A stage that has to be drawn before the next. */
  const [half, setHalf] = useState<Stage<Row>>();
  if (stage.rows !== wanted && half !== stage) {
    const next = nextStage(stage, wanted);
    setStage(next);
    if (next.rows !== wanted) setHalf(next);
  }
  useLayoutEffect(() => setHalf(undefined), [half]);
  return stage;
}
