import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { ParleyError, type CommandReply } from '@parley/client';
import { AuthFrame } from '../auth/auth-frame.js';
import { RegisterForm } from '../auth/register-form.js';
import { refusalOf } from '../entry/refusal.js';
import { client, useParley } from '../session/parley.js';
import { arrivedIn, withNext } from '../session/places.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { Splash } from '../ui/splash.js';
import { Way } from '../ui/way.js';

type Preview = CommandReply<'invitation.preview'>;

/** Set on the way to the log-in form: coming back signed in means joining, without being asked a second time. */
const DECIDED = 'parley.joining';

const whyClosed = {
  expired: 'It has expired.',
  revoked: 'It was withdrawn.',
  used_up: 'It was used as often as it may be.',
};

/** Where an invitation link leads: what it is for, and in. */
export default function InvitePage({ code, signedIn }: { code: string; signedIn: boolean }) {
  const [preview, setPreview] = useState<Preview>();
  const [problem, setProblem] = useState<string>();
  const [joining, setJoining] = useState(false);
  const [, navigate] = useLocation();

  useEffect(() => {
    client.command('invitation.preview', { code }).then(setPreview, (error: unknown) => setProblem(unknownOr(error)));
  }, [code]);

  async function join(): Promise<void> {
    sessionStorage.removeItem(DECIDED);
    setJoining(true);
    try {
      const { teamId } = await client.command('invitation.accept', { code });
      navigate(await arrivedIn(teamId), { replace: true });
    } catch (error) {
      setProblem(refusalOf(error));
    }
  }

  useEffect(() => {
    if (signedIn && sessionStorage.getItem(DECIDED) === code) void join();
  });

  if (problem !== undefined) return <Closed why={problem} />;
  if (!preview || joining) return <Splash />;
  if (preview.state !== 'open') return <Closed why={whyClosed[preview.state]} />;
  const { team, inviter, memberCount } = preview;
  return (
    <AuthFrame
      title={`Join ${team.name}`}
      intro={
        <>
          <bdi>{inviter.displayName}</bdi> invites you.{' '}
          {memberCount === 1 ? '1 person is' : `${memberCount} people are`} there.
        </>
      }
    >
      {signedIn ? (
        <Join onJoin={() => void join()} />
      ) : (
        <>
          <RegisterForm action="Create account and join" onDone={join} />
          <p className="text-muted">
            Have an account?{' '}
            <Way
              to={withNext('/login', `/invite/${encodeURIComponent(code)}`)}
              onClick={() => sessionStorage.setItem(DECIDED, code)}
            >
              Log in and join
            </Way>
          </p>
        </>
      )}
    </AuthFrame>
  );
}

function unknownOr(error: unknown): string {
  const isUnknown = error instanceof ParleyError && error.code === 'not_found';
  return isUnknown ? 'It is not known here: part of the link may be missing.' : sentenceOf(error);
}

function Join({ onJoin }: { onJoin: () => void }) {
  const me = useParley(() => client.me);
  return <Button onClick={onJoin}>{me ? `Join as ${me.displayName}` : 'Join'}</Button>;
}

function Closed({ why }: { why: string }) {
  return (
    <AuthFrame title="This invitation does not work" intro={why}>
      <p className="text-muted">Ask who sent it for a new link.</p>
      <p>
        <Way to="/">Go to Parley</Way>
      </p>
    </AuthFrame>
  );
}
