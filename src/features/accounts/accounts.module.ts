import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { TeamsModule } from '../teams/teams.module.js';
import { AccessEnding } from './access-ending.js';
import { AccountController } from './account.controller.js';
import { AccountGateway } from './account.gateway.js';
import { AccountMails } from './account.mails.js';
import { AddressProof } from './address-proof.js';
import { DeletionService } from './deletion.service.js';
import { Departures } from './departures.js';
import { DisowningService } from './disowning.service.js';
import { EmailChangeMails } from './email-change.mails.js';
import { EmailChangeService } from './email-change.service.js';
import { ExportService } from './export.service.js';
import { ForgottenPasswords } from './forgotten-passwords.js';
import { Links } from './links.js';
import { MailPreferencesController } from './mail-preferences.controller.js';
import { MailPreferencesGateway } from './mail-preferences.gateway.js';
import { MailPreferencesService } from './mail-preferences.service.js';
import { PasswordsController } from './passwords.controller.js';
import { PasswordsService } from './passwords.service.js';
import { ProofsController } from './proofs.controller.js';
import { TokenSweeper } from './token-sweeper.js';
import { VerificationService } from './verification.service.js';

/** What people do with their accounts: showing an address, changing what lets them in, going; and which mails they want. */
@Module({
  imports: [TeamsModule, MessagesModule],
  controllers: [ProofsController, PasswordsController, AccountController, MailPreferencesController],
  providers: [
    ...[AccountGateway, AccountMails, EmailChangeMails, Links, AddressProof, TokenSweeper],
    ...[VerificationService, DisowningService, ForgottenPasswords, PasswordsService, EmailChangeService],
    ...[DeletionService, Departures, AccessEnding, ExportService],
    ...[MailPreferencesGateway, MailPreferencesService],
  ],
})
export class AccountsModule {}
