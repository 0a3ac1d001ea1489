import { ownError } from '../errors.js';
import type { Mesh } from './mesh.js';
import type { PeerCall } from './peer.js';

/** Connecting with others is loaded with the first call: most visits need none. @throws ParleyError `client.unreachable` */
export async function loadMesh(call: PeerCall): Promise<Mesh> {
  const { Mesh } = await import('./mesh.js').catch((error: unknown) => {
    throw ownError('client.unreachable', error);
  });
  return new Mesh(call);
}
