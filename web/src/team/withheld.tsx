import { Link } from 'wouter';
import { client } from '../session/parley.js';
import { useAnswer } from '../ui/use-answer.js';

const list = () => client.command('team.list', { limit: 100 });

/** Which of one's teams keep one out until one has a second factor, and the way to it; nothing where none does. */
export default function Withheld() {
  const { value } = useAnswer(list);
  const names = value?.items.filter(({ withheld }) => withheld).map(({ name }) => name) ?? [];
  if (names.length === 0) return null;
  return (
    <p role="status" className="max-w-sm rounded-lg bg-accent-soft px-4 py-3 text-pretty">
      <bdi className="font-medium">{names.join(', ')}</bdi> {names.length === 1 ? 'asks' : 'ask'} for two-step log-in.{' '}
      <Link href="/settings/two-step" className="text-accent underline underline-offset-2">
        Turn it on
      </Link>{' '}
      to get in.
    </p>
  );
}
