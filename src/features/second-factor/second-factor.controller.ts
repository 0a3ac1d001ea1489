import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SignedIn } from '../auth/auth.wire.js';
import { FromDevice, type Device } from '../auth/device.js';
import { SecondFactorSignIn } from './second-factor-sign-in.js';
import { ConfirmDto, EnrolDto, PassSecondFactorDto, ProveDto } from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import { RecoveryCodes, SecondFactor, SecondFactorEnrolment } from './second-factor.wire.js';

@ApiTags('Auth')
@Controller()
export class SecondFactorController {
  constructor(
    private readonly factor: SecondFactorService,
    private readonly signIn: SecondFactorSignIn,
  ) {}

  @Post('auth/second-factor')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'auth.second_factor', summary: 'Finish a sign-in with a code' })
  @Refuses('auth.ticket_invalid', 'auth.code_wrong', 'user.disabled')
  pass(
    @Body() input: PassSecondFactorDto,
    @FromDevice() device: Device,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.signIn.pass(input, device, response);
  }

  @Get('me/second-factor')
  @Can('second_factor.open', { summary: 'Whether signing in takes a second factor' })
  open(@Access() caller: UserAccess): Promise<SecondFactor> {
    return this.factor.open(caller);
  }

  @Post('me/second-factor')
  @HttpCode(200)
  @Can('second_factor.enrol', { summary: 'Begin to turn the second factor on' })
  @Refuses('second_factor.on', 'auth.password_wrong', 'auth.proof_required')
  enrol(
    @Access() caller: UserAccess,
    @Body() { password }: EnrolDto,
    @FromDevice() device: Device,
  ): Promise<SecondFactorEnrolment> {
    return this.factor.enrol(caller, password, device);
  }

  @Post('me/second-factor/confirm')
  @HttpCode(200)
  @Can('second_factor.confirm', { summary: 'Turn it on with the first code' })
  @Refuses('second_factor.on', 'auth.code_wrong')
  confirm(
    @Access() caller: UserAccess,
    @Body() { code }: ConfirmDto,
    @FromDevice() device: Device,
  ): Promise<RecoveryCodes> {
    return this.factor.confirm(caller, code, device);
  }

  @Post('me/second-factor/recovery-codes')
  @HttpCode(200)
  @Can('second_factor.renew_codes', { summary: 'Get new recovery codes in the place of the old ones' })
  @Refuses('second_factor.off', 'auth.password_wrong', 'auth.code_wrong', 'auth.proof_required')
  renewCodes(
    @Access() caller: UserAccess,
    @Body() proof: ProveDto,
    @FromDevice() device: Device,
  ): Promise<RecoveryCodes> {
    return this.factor.renewCodes(caller, proof, device);
  }

  @Post('me/second-factor/disable')
  @HttpCode(204)
  @Can('second_factor.disable', { summary: 'Turn the second factor off' })
  @Refuses('second_factor.off', 'auth.password_wrong', 'auth.code_wrong', 'auth.proof_required')
  disable(@Access() caller: UserAccess, @Body() proof: ProveDto, @FromDevice() device: Device): Promise<void> {
    return this.factor.disable(caller, proof, device);
  }
}
