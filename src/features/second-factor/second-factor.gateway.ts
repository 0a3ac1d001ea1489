import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { FromDevice, type Device } from '../auth/device.js';
import { ConfirmDto, EnrolDto, ProveDto } from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';
import type { RecoveryCodes, SecondFactor, SecondFactorEnrolment } from './second-factor.wire.js';

@Gateway()
export class SecondFactorGateway {
  constructor(private readonly factor: SecondFactorService) {}

  @Command('second_factor.open')
  open(@Access() caller: UserAccess): Promise<SecondFactor> {
    return this.factor.open(caller);
  }

  @Command('second_factor.enrol')
  enrol(
    @Access() caller: UserAccess,
    @Input() { password }: EnrolDto,
    @FromDevice() device: Device,
  ): Promise<SecondFactorEnrolment> {
    return this.factor.enrol(caller, password, device);
  }

  @Command('second_factor.confirm')
  confirm(
    @Access() caller: UserAccess,
    @Input() { code }: ConfirmDto,
    @FromDevice() device: Device,
  ): Promise<RecoveryCodes> {
    return this.factor.confirm(caller, code, device);
  }

  @Command('second_factor.renew_codes')
  renewCodes(
    @Access() caller: UserAccess,
    @Input() proof: ProveDto,
    @FromDevice() device: Device,
  ): Promise<RecoveryCodes> {
    return this.factor.renewCodes(caller, proof, device);
  }

  @Command('second_factor.disable')
  disable(@Access() caller: UserAccess, @Input() proof: ProveDto, @FromDevice() device: Device): Promise<void> {
    return this.factor.disable(caller, proof, device);
  }
}
