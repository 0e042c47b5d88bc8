import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Disclosure } from './disclosure.js';

/** Where a document made for a person is fetched, to be handed to them; nobody on the way keeps a copy. For admin keys. */
@Controller('v1/rights')
@Allow()
export class DocumentsController {
  constructor(private readonly disclosure: Disclosure) {}

  @Get(':id/document')
  @Header('cache-control', 'no-store')
  async document(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<StreamableFile> {
    const parts = await this.disclosure.read(caller, id);
    return new StreamableFile(Readable.from(parts), {
      type: 'application/json',
      disposition: `attachment; filename="${id}.json"`,
    });
  }
}
