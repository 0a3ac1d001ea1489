import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { FILE_FIELD } from './file-upload.js';

/** Documents a body that `receiveFile` reads. */
export const FileBody = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        properties: { [FILE_FIELD]: { type: 'string', format: 'binary' } },
        required: [FILE_FIELD],
      },
    }),
  );

/** Documents an answer of `sendFile`. */
export const FileResponse = (): MethodDecorator =>
  applyDecorators(
    ApiProduces('application/octet-stream'),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
    ApiResponse({
      status: 206,
      description: 'The range that was asked for.',
      schema: { type: 'string', format: 'binary' },
    }),
    ApiResponse({ status: 304, description: 'It is as the caller has it.' }),
  );
