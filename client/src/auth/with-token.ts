import { ownError, ParleyError } from '../errors.js';
import type { Session } from './session.js';

/**
 * Makes a call with the session's token. One that is refused is renewed, and the call is made once more: never as somebody else, who may have signed in
 * in another tab meanwhile.
 * @throws ParleyError `client.signed_out`, what the call throws, and why the token could not be renewed where that passes.
 */
export async function withToken<T>(
  session: Pick<Session, 'userId' | 'token' | 'renew'>,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const { userId } = session;
  const tokenOfCaller = async (): Promise<string> => {
    const fresh = await session.token();
    if (session.userId !== userId) throw ownError('client.signed_out');
    return fresh;
  };
  const token = await tokenOfCaller();
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof ParleyError) || error.status !== 401) throw error;
    await session.renew(token).catch((cause: unknown) => {
      throw cause instanceof ParleyError && cause.passing ? cause : error;
    });
    return call(await tokenOfCaller());
  }
}
