/** Whether signing in takes a second factor. */
export class SecondFactor {
  enabled: boolean;
  /** How many recovery codes are left. */
  recoveryCodesLeft: number;
}

/** What an authenticator app needs to begin. It is told once, and counts for nothing before it is confirmed. */
export class SecondFactorEnrolment {
  /** Base32, to be typed. @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" */
  secret: string;
  /** The same as an address for a QR code. @example "otpauth://totp/Parley:ada?issuer=Parley&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" */
  uri: string;
}

/** Ways in for whoever loses the authenticator, each good once. They are told once. */
export class RecoveryCodes {
  /** @example ["abcd-efgh-ijkl-mnop"] */
  codes: string[];
}
