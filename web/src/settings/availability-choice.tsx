import { useState } from 'react';
import { availabilities, setAvailability, type Availability } from '../people/availability.js';
import { client, useParley } from '../session/parley.js';
import { Choice } from '../ui/choice.js';
import { sentenceOf } from '../ui/problem.js';

export function AvailabilityChoice() {
  const current = useParley(() => client.me?.availability);
  const [problem, setProblem] = useState<string>();

  async function choose(availability: Availability): Promise<void> {
    setProblem(undefined);
    await setAvailability(availability).catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  const options = Object.entries(availabilities).map(([value, { label, hint, dot }]) => ({
    value: value as Availability,
    label,
    hint,
    sign: <span className={`size-2.5 rounded-full ${dot}`} />,
  }));
  return (
    <>
      <Choice label="Availability" options={options} value={current} onChange={(value) => void choose(value)} />
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </>
  );
}
