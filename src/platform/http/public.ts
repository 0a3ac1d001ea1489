import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** The metadata key under which the access guard finds `@Public()`. */
export const PUBLIC = 'parley:public';

/** Says that a route needs no sign-in. What has neither this nor a permission is refused. */
export function Public(): CustomDecorator {
  return SetMetadata(PUBLIC, true);
}
