import { Access, Command } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { VerificationService } from './verification.service.js';

/** What takes a password goes by REST alone. */
@Gateway()
export class AccountGateway {
  constructor(private readonly verification: VerificationService) {}

  @Command('me.verify_email')
  resend(@Access() caller: UserAccess): Promise<void> {
    return this.verification.resend(caller);
  }
}
