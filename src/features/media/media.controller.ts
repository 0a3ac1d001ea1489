import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { MediaAccess, UserAccess } from '../../core/access/grants.js';
import { FileBody, FileResponse } from '../../platform/http/file-docs.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SignedQueryDto } from '../../platform/http/signed-query.dto.js';
import { MediaContent } from './media-content.js';
import { MediaLinker } from './media-links.js';
import { MediaRemoval } from './media-removal.js';
import { MediaUploads } from './media-uploads.js';
import { LinkMediaDto, ThumbnailDto, UploadMediaDto } from './media.dto.js';
import { MediaService } from './media.service.js';
import { Media, MediaLinks } from './media.wire.js';

@Controller('media')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly uploads: MediaUploads,
    private readonly content: MediaContent,
    private readonly linker: MediaLinker,
    private readonly removal: MediaRemoval,
  ) {}

  @Post()
  @Can('media.upload', { summary: 'Upload a file, a picture or a voice note, to be sent with a message' })
  @FileBody()
  @Refuses('media.empty', 'media.kind_refused', 'media.quota_exceeded', 'media.too_many_at_once', 'storage.full')
  upload(@Access() caller: UserAccess, @Req() request: Request, @Query() asked: UploadMediaDto): Promise<Media> {
    return this.uploads.receive(caller, request, asked);
  }

  @Post('links')
  @HttpCode(200)
  @Can('media.link', { summary: 'Addresses for what cannot send a token, for this session' })
  link(@Access() caller: UserAccess, @Body() asked: LinkMediaDto): MediaLinks {
    return this.linker.sign(caller, asked);
  }

  @Get(':mediaId')
  @Can('media.status', { summary: 'What is known of an upload' })
  status(@Access() media: MediaAccess): Promise<Media> {
    return this.media.status(media);
  }

  @Get(':mediaId/content')
  @Can('media.content', { summary: 'The file itself, or a range of it' })
  @FileResponse()
  @Refuses('media.not_ready', 'media.failed', 'range.unsatisfiable', 'auth.address_invalid')
  open(
    @Access() media: MediaAccess,
    @Query() _signed: SignedQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.send(media, request, response);
  }

  @Get(':mediaId/thumbnail')
  @Can('media.thumbnail', { summary: 'A smaller picture of it: of a picture, or of a video' })
  @FileResponse()
  @Refuses('media.not_ready', 'media.failed', 'media.no_thumbnail', 'range.unsatisfiable', 'auth.address_invalid')
  thumbnail(
    @Access() media: MediaAccess,
    @Query() { size }: ThumbnailDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.sendThumbnail(media, size, request, response);
  }

  @Delete(':mediaId')
  @Can('media.delete', { summary: 'Take back an upload that was not sent yet' })
  remove(@Access() media: MediaAccess): Promise<Media> {
    return this.removal.remove(media);
  }
}
