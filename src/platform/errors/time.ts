import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, ValidateBy } from 'class-validator';

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Both databases store years of four digits, and MySQL none before 1000. */
function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 40 || !RFC3339.test(value)) return false;
  const year = new Date(value).getUTCFullYear();
  return year >= 1970 && year <= 9999;
}

/** A point in time as RFC 3339 says it, with its zone, between 1970 and 9999. */
export function Time(): PropertyDecorator {
  return applyDecorators(
    IsString({ message: '$property must be a text' }),
    ValidateBy({
      name: 'isTime',
      validator: {
        validate: (value) => typeof value !== 'string' || isTime(value),
        defaultMessage: () => '$property must be a time such as 2026-11-20T17:30:00.000Z',
      },
    }),
    ApiProperty({ type: String, format: 'date-time' }),
  );
}
