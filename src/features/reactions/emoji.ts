import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { fail } from '../../platform/errors/problem.js';

/** Longer than any emoji that Unicode knows, in UTF-16 units, and as long as the column. */
const MAX_LENGTH = 64;
const EMOJI_STYLE = '\uFE0F';
const MESSAGE = 'emoji must be exactly one emoji of Unicode';

// Only the newest target of TypeScript takes a literal with this flag; Node 20 has it.
const ONE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');
const TEXT_UNLESS_STYLED = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u;
const SKIN_TONE = /^\p{Emoji_Modifier}$/u;

/**
 * The one form in which an emoji is stored, whether a keyboard sent the variation selectors or not: ❤ and ❤️ are the same. It is the fully
 * qualified one of Unicode, so it also looks like an emoji everywhere. Undefined for what is not exactly one emoji that Unicode recommends.
 */
function emojiOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const points = [...text].filter((point) => point !== EMOJI_STYLE);
  const styled = points.map((point, index) =>
    TEXT_UNLESS_STYLED.test(point) && !SKIN_TONE.test(points[index + 1] ?? '') ? point + EMOJI_STYLE : point,
  );
  const emoji = styled.join('');
  return ONE_EMOJI.test(emoji) ? emoji : undefined;
}

/** Exactly one emoji, brought to its stored form. */
export const Emoji = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (emojiOf(value) ?? value) : value)),
    ValidateBy({
      name: 'emoji',
      validator: {
        validate: (value) => typeof value === 'string' && emojiOf(value) !== undefined,
        defaultMessage: () => MESSAGE,
      },
    }),
    ApiProperty({ type: String, maxLength: MAX_LENGTH }),
  );

/** For an emoji in a path: `@Param('emoji', EmojiPipe)`. */
@Injectable()
export class EmojiPipe implements PipeTransform<string, string> {
  /** @throws Problem `validation.failed`. */
  transform(value: string): string {
    const emoji = emojiOf(value);
    if (emoji === undefined) {
      throw fail('validation.failed', { fields: [{ field: 'emoji', rule: 'emoji', message: MESSAGE }] });
    }
    return emoji;
  }
}
