import { Suspense, type ReactNode } from 'react';
import { Redirect, useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { pathOf } from '../session/places.js';
import { lazily, nothing } from '../ui/lazily.js';
import { Way } from '../ui/way.js';
import { departureFrom, knownAt, type Known } from './departures.js';
import { TopBar } from './top-bar.js';

const Withheld = lazily(() => import('../team/withheld.js'), nothing);

/** An address that leads nowhere, to what is not one's own to see, or to what just was and is no more. */
export function Nothing() {
  const [path] = useLocation();
  const known = knownAt(path);
  const elsewhere = useParley(() => addressOf(known));
  if (elsewhere !== undefined && elsewhere !== path) return <Redirect to={elsewhere} replace />;
  const { title, text } = known ? tellOf(known) : unknown;
  return (
    <>
      <TopBar title={known?.name ?? 'Nothing here'} />
      <section role="status" className="grid flex-1 place-content-center justify-items-center gap-3 p-6 text-center">
        <h1 className="text-lg font-semibold tracking-tight text-balance">{title}</h1>
        <p className="max-w-sm text-muted text-pretty">{text}</p>
        <Suspense>{!known || departureFrom((known.team ?? known).id) === undefined ? <Withheld /> : null}</Suspense>
        <Way to="/">Go to your conversations</Way>
      </section>
    </>
  );
}

interface Telling {
  title: ReactNode;
  text: ReactNode;
}

const unknown: Telling = {
  title: 'There is nothing at this address',
  text: 'It may have been deleted, or it is in a team or channel that you are not in.',
};

/** What became of a channel, or of the team that it was in. */
function tellOf({ id, name, team }: Known): Telling {
  const ofTeam = team && departureFrom(team.id);
  if (team && ofTeam) return tellOf(team);
  const called = <bdi>{name}</bdi>;
  switch (departureFrom(id)) {
    case 'deleted':
      return { title: <>{called} was deleted</>, text: 'What was said in it is gone with it.' };
    case 'withheld':
      return {
        title: <>{called} asks for two-step log-in</>,
        text: (
          <>
            Its owners want everybody to use it. <Way to="/settings/two-step">Turn it on</Way> to get back in.
          </>
        ),
      };
    case 'removed':
      return {
        title: <>You are no longer in {called}</>,
        text: team
          ? 'Somebody who leads it took you out. Ask them if you think that was a mistake.'
          : 'You left it, or those who lead it took you out. To come back you need an invitation.',
      };
    case 'left':
      return { title: <>You left {called}</>, text: 'To come back, somebody in it has to add you.' };
    default:
      return { title: <>{called} is not yours to see any more</>, text: 'It may be private now.' };
  }
}

/** Where it stands now, if it still does: it may have got another short name. */
function addressOf(known: Known | undefined): string | undefined {
  const channel = known && client.state.channels[known.id];
  const team = known && client.state.teams[channel?.teamId ?? known.id];
  if (!team) return undefined;
  return channel ? pathOf(team, channel) : `/${team.slug}`;
}
