import { Access, Command } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { FromDevice, type Device } from '../auth/device.js';
import { GoogleLinks } from './google-links.js';
import type { IdentityList } from './identity.wire.js';

/** Without the beginning of a link, which sets a cookie. */
@Gateway()
export class IdentitiesGateway {
  constructor(private readonly links: GoogleLinks) {}

  @Command('identity.list')
  list(@Access() caller: UserAccess): Promise<IdentityList> {
    return this.links.list(caller);
  }

  @Command('identity.unlink')
  unlink(@Access() caller: UserAccess, @FromDevice() device: Device): Promise<void> {
    return this.links.unlink(caller, device);
  }
}
