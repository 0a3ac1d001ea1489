import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { SetMailPreferencesDto } from './mail-preferences.dto.js';
import { MailPreferencesService } from './mail-preferences.service.js';
import type { MailPreferences } from './mail-preferences.wire.js';

@Gateway()
export class MailPreferencesGateway {
  constructor(private readonly preferences: MailPreferencesService) {}

  @Command('mail_preferences.open')
  open(@Access() caller: UserAccess): Promise<MailPreferences> {
    return this.preferences.open(caller);
  }

  @Command('mail_preferences.set')
  set(@Access() caller: UserAccess, @Input() wishes: SetMailPreferencesDto): Promise<MailPreferences> {
    return this.preferences.set(caller, wishes);
  }
}
