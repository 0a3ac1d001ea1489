import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { FromDevice, type Device } from '../auth/device.js';
import { ForgotPasswordDto, ResetPasswordDto } from './accounts.dto.js';
import { ForgottenPasswords } from './forgotten-passwords.js';
import { PasswordsService } from './passwords.service.js';

/** The way to a new password for whoever has lost the one before. */
@ApiTags('Auth')
@Controller('auth/password')
export class PasswordsController {
  constructor(
    private readonly forgotten: ForgottenPasswords,
    private readonly passwords: PasswordsService,
  ) {}

  @Post('forgot')
  @HttpCode(202)
  @Public()
  @ApiOperation({
    operationId: 'auth.forgot_password',
    summary: 'Ask for a link to a new password; the answer tells nothing',
  })
  forgot(@Body() input: ForgotPasswordDto, @FromDevice() device: Device): Promise<void> {
    return this.forgotten.ask(input, device);
  }

  @Post('reset')
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'auth.reset_password', summary: 'Set a new password by a link; ends all sessions' })
  @Refuses('link.invalid', 'auth.password_weak', 'user.disabled')
  reset(@Body() input: ResetPasswordDto, @FromDevice() device: Device): Promise<void> {
    return this.passwords.reset(input, device);
  }
}
