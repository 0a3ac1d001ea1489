import { Suspense } from 'react';
import { useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { arrivedIn } from '../session/places.js';
import { Form } from '../ui/form.js';
import { lazily, nothing } from '../ui/lazily.js';

const Withheld = lazily(() => import('./withheld.js'), nothing);

const fields = [
  {
    name: 'name',
    label: 'Name of the team',
    placeholder: 'Difference Engine',
    autoComplete: 'organization',
    autoFocus: true,
  },
];

/** Where a team begins; also what somebody sees who has none yet. */
export function NewTeamPage() {
  const isFirst = useParley(() => client.teams().length === 0);
  const name = useParley(() => client.me?.displayName);
  const [, navigate] = useLocation();
  return (
    <section className="grid flex-1 place-items-center overflow-y-auto p-6">
      <div className="grid w-full max-w-sm gap-5">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">
            {isFirst ? `Welcome, ${name}` : 'A new team'}
          </h1>
          <p className="text-muted text-pretty">
            A team has its own channels and people. Were you invited to one? Then open the link that you were sent.
          </p>
        </div>
        <Suspense>{isFirst && <Withheld />}</Suspense>
        <Form
          fields={fields}
          action="Create team"
          onSubmit={async ({ name = '' }) => {
            const team = await client.command('team.create', { name });
            navigate(await arrivedIn(team.id));
          }}
        />
      </div>
    </section>
  );
}
