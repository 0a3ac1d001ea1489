import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { fail } from './problem.js';
import { isId } from './text.js';

/** For ids in a path: `@Param('messageId', IdPipe)`. What is no id is refused with `validation.failed`. */
@Injectable()
export class IdPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    if (isId(value)) return value;
    const field = metadata.data ?? 'id';
    throw fail('validation.failed', {
      fields: [{ field, rule: 'isId', message: `${field} must be a lower-case UUID` }],
    });
  }
}
