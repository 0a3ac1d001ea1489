import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { Id, Omittable, Text } from '../../platform/errors/text.js';
import { signalTypes, type SignalType } from './voice.wire.js';

/** A description of many tracks has some ten thousand characters; one candidate has a few hundred. */
const MAX_SDP = 48_000;
const MAX_CANDIDATE = 2_000;

/** With what one steps into a call. */
export class JoinVoiceDto {
  /**
   * Of this device's stay, after a lost connection: it goes on, or begins anew where nothing was heard of the device for too long. One that was ended
   * otherwise is refused.
   */
  @Omittable()
  @Id()
  peerId?: string;

  /** `false` when left out. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: false })
  muted?: boolean;

  /** `false` when left out. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: false })
  deafened?: boolean;
}

/** Which stay to end. */
export class LeaveVoiceDto extends PickType(JoinVoiceDto, ['peerId']) {}

/** What changes about oneself in a call; what is left out stays. */
export class VoiceStateDto {
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  muted?: boolean;

  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  deafened?: boolean;

  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  camera?: boolean;

  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  screen?: boolean;

  /** Told to the others at once and not kept. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  speaking?: boolean;
}

/** What two peers need to know of each other to connect: the members of a WebRTC `RTCSessionDescription` or `RTCIceCandidate`. */
export class SignalDataDto {
  /** Of an offer or an answer: the session description (RFC 8866). */
  @ValidateIf(({ candidate }: SignalDataDto) => candidate === undefined)
  @Text({ max: MAX_SDP, multiline: true })
  @ApiProperty({ required: false })
  sdp?: string;

  /** Of a candidate (RFC 8839); empty when there are no more. */
  @ValidateIf(({ sdp }: SignalDataDto) => sdp === undefined)
  @Text({ max: MAX_CANDIDATE })
  @ApiProperty({ required: false })
  candidate?: string;

  @Omittable()
  @ValidateIf(({ sdpMid }: SignalDataDto) => sdpMid !== null)
  @Text({ max: 64 })
  @ApiProperty({ type: String, nullable: true })
  sdpMid?: string | null;

  @Omittable()
  @ValidateIf(({ sdpMLineIndex }: SignalDataDto) => sdpMLineIndex !== null)
  @IsInt()
  @Min(0)
  @Max(65_535)
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 65_535 })
  sdpMLineIndex?: number | null;

  @Omittable()
  @ValidateIf(({ usernameFragment }: SignalDataDto) => usernameFragment !== null)
  @Text({ max: 256 })
  @ApiProperty({ type: String, nullable: true })
  usernameFragment?: string | null;
}

/** A signal to somebody in the same call. */
export class SignalVoiceDto {
  /** One's own `peerId`: what an earlier stay still had to say is dropped. */
  @Id()
  from: string;

  /** The other's `peerId`. */
  @Id()
  to: string;

  @IsIn(signalTypes)
  @ApiProperty({ enum: signalTypes, enumName: 'SignalType' })
  signalType: SignalType;

  /** `sdp` of an offer or an answer, the members of a candidate for `ice`. */
  @IsObject()
  @ValidateNested()
  @Type(() => SignalDataDto)
  @ApiProperty({ type: () => SignalDataDto })
  data: SignalDataDto;
}

/** Whether somebody's microphone is off by a moderator's doing. */
export class MuteVoiceDto {
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  muted: boolean;
}

/** The same as a command, which has no path for the person's id. */
export class MuteVoiceCommandDto extends MuteVoiceDto {
  @Id()
  userId: string;
}

/** Whom to take out of a call. */
export class RemoveVoiceCommandDto extends PickType(MuteVoiceCommandDto, ['userId']) {}
